"""Filing at four in the morning: three fields, any words, one row."""

import datetime as dt
import threading
import uuid

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from postmortems.reviews.models import Review, Service
from tests.factories import ReviewFactory, UserFactory

FOUR_AM = dt.datetime(2026, 11, 24, 3, 12, tzinfo=dt.UTC)  # 04:12 in Berlin, a Tuesday
WORDS = "checkout dead?? priya pushed smth, rollback now"


def filled(**changes):
    return {"form_key": str(uuid.uuid4()), "noticed": WORDS, "since": "2026-11-24T04:02", "service": ""} | changes


@pytest.fixture
def reporter(db):
    return UserFactory(display_name="Priya Raman")


@pytest.fixture
def page(client, reporter):
    client.force_login(reporter)
    return client


def file(client, **changes):
    return client.post(reverse("record"), filled(**changes))


def test_form_offers_now_on_the_clock_of_the_reporter(page):
    with time_machine.travel(FOUR_AM, tick=False):
        html = page.get(reverse("record")).content.decode()
    assert 'value="2026-11-24T04:12"' in html
    assert "On the clock in Berlin." in html


def test_any_wording_is_taken_and_shown_as_logged(page, reporter):
    answer = page.post(reverse("record"), filled(about="on", service="Checkout"), follow=True)
    review = Review.objects.get()
    incident = review.incidents.get()
    assert answer.redirect_chain == [(reverse("recorded", args=[review.ref]), 302)]
    assert "Logged." in answer.content.decode()
    assert (review.title, review.owner, review.filed_by) == (WORDS, reporter, reporter)
    assert (incident.noticed, incident.about) == (WORDS, ["started_at"])
    assert incident.started_at == dt.datetime(2026, 11, 24, 3, 2, tzinfo=dt.UTC)
    assert [service.name for service in incident.services.all()] == ["Checkout"]


def test_htmx_is_sent_to_the_same_answer(page):
    answer = page.post(reverse("record"), filled(), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, reverse("recorded", args=[Review.objects.get().ref]))


def test_first_words_alone_are_enough(page):
    answer = page.post(reverse("record"), {"form_key": str(uuid.uuid4()), "noticed": "pages slow"})
    assert answer.status_code == 302
    assert Review.objects.get().incidents.get().started_at is None


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_an_empty_first_field_is_asked_for_with_the_rest_kept(page, htmx):
    answer = page.post(reverse("record"), filled(noticed="  \n ", service="Search"), headers=htmx)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "One thing to look at" in html
    assert 'href="#id_noticed">A few words are enough: what did people notice?</a>' in html
    assert 'aria-describedby="id_noticed_helptext id_noticed_error"' in html
    assert 'value="2026-11-24T04:02"' in html
    assert 'value="Search"' in html
    assert ("<html" in html) is not bool(htmx)
    assert not Review.objects.exists()


@pytest.mark.parametrize("typed", ["half past two", "2026-13-40T99:99", "0001-01-01T00:00", "24.11.2026 4:02"])
def test_a_time_that_cannot_be_read_is_kept_as_words(page, typed):
    assert file(page, since=typed).status_code == 302
    incident = Review.objects.get().incidents.get()
    assert incident.started_at is None
    assert incident.noticed == f"{WORDS}\n\nSince: {typed}"


def test_a_time_in_the_hour_that_summer_skips_is_taken(page):
    file(page, since="2026-03-29T02:30")
    assert Review.objects.get().incidents.get().started_at == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)


def test_a_known_service_is_offered_and_found_whatever_its_case(page):
    checkout = Service.objects.create(name="Checkout")
    Service.objects.create(name="Old billing", archived_at=FOUR_AM)
    html = page.get(reverse("record")).content.decode()
    assert '<option value="Checkout">' in html
    assert "Old billing" not in html
    file(page, service=" checkOUT ")
    assert list(Review.objects.get().incidents.get().services.all()) == [checkout]


def test_sent_twice_is_one_row_and_the_same_answer(page):
    fields = filled()
    first, second = (page.post(reverse("record"), fields) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Review.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_is_one_row():
    reporter, fields, answers = UserFactory(), filled(), []
    clients = [Client() for _ in range(4)]
    for client in clients:
        client.force_login(reporter)
    together = threading.Barrier(len(clients))

    def send(client):
        together.wait()
        answers.append(client.post(reverse("record"), fields)["Location"])
        connection.close()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [reverse("recorded", args=[Review.objects.get().ref])] * 4


@pytest.mark.parametrize(
    ("filed", "read", "says"),
    [
        (FOUR_AM, FOUR_AM, "before noon tomorrow."),
        (FOUR_AM + dt.timedelta(days=3), FOUR_AM + dt.timedelta(days=3), "before noon on Monday."),
        (FOUR_AM, FOUR_AM + dt.timedelta(days=1), "before noon."),
    ],
    ids=["in the week", "on a Friday", "on the day itself"],
)
def test_answer_says_until_when_nobody_is_asked(page, reporter, filed, read, says):
    review = ReviewFactory(filed_by=reporter, filed_at=filed)
    with time_machine.travel(read, tick=False):
        assert f"Nothing is asked of anyone {says}" in page.get(reverse("recorded", args=[review.ref])).content.decode()


def test_answer_promises_no_more_rest_once_it_is_over(page, reporter):
    review = ReviewFactory(filed_by=reporter, filed_at=FOUR_AM)
    with time_machine.travel(FOUR_AM + dt.timedelta(days=2), tick=False):
        assert "Nothing is asked" not in page.get(reverse("recorded", args=[review.ref])).content.decode()


def test_a_stranger_gets_404_for_the_answer_of_a_restricted_review(cast, signed_in):
    review = cast.restrict()
    address = reverse("recorded", args=[review.ref])
    assert signed_in(cast.stranger).get(address).status_code == 404
    assert signed_in(cast.reader).get(address).status_code == 200


def test_nobody_files_without_signing_in(client, db):
    assert file(client)["Location"].startswith(reverse("account_login"))
    assert not Review.objects.exists()
