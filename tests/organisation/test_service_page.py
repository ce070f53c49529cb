"""A service as everybody sees it: who could restore it, what happened to it, what is promised."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from postmortems.organisation.teams import ServiceWish, change_service
from postmortems.reviews.models import Service
from postmortems.shared import clock
from tests.factories import ActionFactory, IncidentFactory, ReviewFactory

NOW = dt.datetime(2026, 11, 24, 13, 2, tzinfo=dt.UTC)


@pytest.fixture
def service(db):
    return Service.objects.create(name="Checkout", runbook_url="https://example.org/runbook")


def page(client, service):
    return client.get(reverse("service", args=[service.pk])).content.decode()


def say(client, service, **more):
    client.post(reverse("service-restoring", args=[service.pk]), more)


def test_people_say_it_of_themselves_and_two_are_enough(cast, service, signed_in):
    say(signed_in(cast.owner), service)
    html = page(signed_in(cast.reader), service)
    assert "Priya Raman" in html
    assert "few know it" in html
    say(signed_in(cast.teammate), service)
    say(signed_in(cast.teammate), service)
    assert "few know it" not in page(signed_in(cast.reader), service)
    say(signed_in(cast.owner), service, **{"not": "1"})
    html = page(signed_in(cast.reader), service)
    assert "Priya Raman" not in html
    assert "few know it" in html


def test_a_runbook_says_when_somebody_last_looked_at_it_and_another_one_begins_anew(cast, service, signed_in):
    client, address = signed_in(cast.reader), reverse("service-runbook", args=[service.pk])
    assert "not checked yet" in page(client, service)
    assert client.post(address).status_code == 302
    service.refresh_from_db()
    assert service.runbook_checked_on == clock.today(cast.reader.zone)
    assert "worth a look" not in page(client, service)
    Service.objects.update(runbook_checked_on=clock.today("UTC") - dt.timedelta(days=200))
    assert "worth a look" in page(client, service)
    wish = ServiceWish(name="Checkout", team=None, runbook_url="https://example.org/another")
    change_service(actor=cast.administrator, service=service, wish=wish)
    assert "not checked yet" in page(client, service)


def test_what_was_said_holds_for_half_a_year(cast, service, signed_in):
    with time_machine.travel(NOW, tick=False):
        say(signed_in(cast.owner), service)
    with time_machine.travel(NOW + dt.timedelta(days=179), tick=False):
        assert "Priya Raman" in page(signed_in(cast.reader), service)
    with time_machine.travel(NOW + dt.timedelta(days=181), tick=False):
        assert "Priya Raman" not in page(signed_in(cast.reader), service)


def test_who_left_is_not_counted(cast, service, signed_in):
    say(signed_in(cast.owner), service)
    say(signed_in(cast.teammate), service)
    cast.teammate.is_active = False
    cast.teammate.save(update_fields=["is_active"])
    assert "few know it" in signed_in(cast.reader).get(reverse("services")).content.decode()


def test_reviews_and_promises_are_those_that_the_reader_may_see(cast, service, signed_in):
    IncidentFactory(review=cast.review).services.add(service)
    ActionFactory(review=cast.review, owner=cast.owner)
    cast.restrict()
    seen, hidden = page(signed_in(cast.reader), service), page(signed_in(cast.stranger), service)
    assert cast.review.title in seen
    assert "Make the push tool refuse a drained pool" in seen
    assert cast.review.title not in hidden
    assert "Make the push tool" not in hidden
    assert "https://example.org/runbook" in hidden


def fill(cast, service, count):
    for _ in range(count):
        review = ReviewFactory(owner=cast.owner)
        IncidentFactory(review=review).services.add(service)
        ActionFactory(review=review, owner=cast.owner)


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_with_few_and_many(cast, service, signed_in, django_assert_num_queries, count):
    fill(cast, service, count)
    client = signed_in(cast.reader)
    with django_assert_num_queries(7):  # session, person, service, restorers, reviews, action items, follow
        page(client, service)
