"""The incident register: complete, one line each, and no word of what its reader may not read."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.models import User
from postmortems.library import register
from postmortems.reviews.models import Service
from postmortems.shared import clock
from tests.factories import IncidentFactory, ReviewFactory

REGISTER = reverse("register")


@pytest.fixture
def auditor(db) -> User:
    return User.objects.create_user("auditor@example.org", display_name="Ola Nord", is_auditor=True, zone="UTC")


def test_every_incident_of_the_time_has_its_line_and_a_restricted_one_no_words(signed_in, auditor, cast):
    began = dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC)
    cast.restrict()
    IncidentFactory(review=cast.review, started_at=began).services.add(Service.objects.create(name="Vault"))
    known = ReviewFactory(title="=Login refused everybody")
    IncidentFactory(review=known, started_at=began, resolved_at=began + dt.timedelta(minutes=47), severity=2)
    IncidentFactory(review=ReviewFactory(title="A day later"), started_at=began + dt.timedelta(days=1))
    asked = {"first": "2026-03-01", "last": "2026-03-01"}
    client = signed_in(auditor)
    page = client.get(REGISTER, asked).content.decode()
    assert known.title in page
    assert cast.review.ref in page
    assert "restricted" in page
    assert not any(word in page for word in ("Vault", cast.review.title, "A day later"))
    written = b"".join(client.get(REGISTER, asked | {"as": "csv"}).streaming_content).decode()
    assert len(written.strip().splitlines()) == 3
    assert f'"{known.ref}","\'=Login refused everybody"' in written
    assert '"2026-03-01 23:30","2026-03-02 00:17","47"' in written
    assert cast.review.title not in written


def test_a_time_without_incidents_leads_to_the_first_one_there_was(signed_in, auditor):
    empty = {"first": "2026-05-01", "last": "2026-05-02"}
    assert "Show all" not in signed_in(auditor).get(REGISTER, empty).content.decode()
    old = IncidentFactory(started_at=dt.datetime(2012, 8, 1, 13, tzinfo=dt.UTC))
    page = signed_in(auditor).get(REGISTER, empty).content.decode()
    assert "Show all since the first, on 1 August 2012" in page
    assert old.review.ref in signed_in(auditor).get(REGISTER, {"first": "2012-08-01"}).content.decode()


def test_a_long_register_leaves_nothing_out_and_says_nothing_twice(signed_in, auditor, monkeypatch):
    """Read two at a time: incidents of the same moment, one whose onset nobody knows, one that is not in the time."""
    monkeypatch.setattr(register, "READ", 2)
    began = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    reviews = [ReviewFactory(filed_at=began + dt.timedelta(hours=1)) for _ in range(6)]
    for review in reviews[:4]:
        IncidentFactory(review=review, started_at=began)
    IncidentFactory(review=reviews[4], started_at=None)
    IncidentFactory(review=reviews[5], started_at=began + dt.timedelta(days=1))
    asked = {"first": "2026-03-01", "last": "2026-03-01", "as": "csv"}
    written = b"".join(signed_in(auditor).get(REGISTER, asked).streaming_content).decode()
    found = [line.split(",")[0].strip('"') for line in written.strip().splitlines()[1:]]
    assert found == [reviews[4].ref, *(review.ref for review in reversed(reviews[:4]))]


@pytest.mark.parametrize("count", [1, 12])
def test_the_register_costs_the_same_with_few_and_many(signed_in, auditor, django_assert_num_queries, count):
    shared = {"state": "published", "published_at": clock.now()}
    for _ in range(count):
        incident = IncidentFactory(review=ReviewFactory(names_as_roles=True, **shared), started_at=clock.now())
        incident.services.add(Service.objects.get_or_create(name="Vault")[0])
    client = signed_in(auditor)
    # session, person, which incidents, their lines, which are readable, who keeps those that say roles, who took part
    with django_assert_num_queries(7):
        assert client.get(REGISTER).content.decode().count("Vault") == count


def test_the_register_is_set_as_pdf(signed_in, auditor):
    IncidentFactory(review=ReviewFactory(title="#set page(fill: red) *x* $y$ @z"))
    answer = signed_in(auditor).get(REGISTER, {"as": "pdf"})
    assert answer.content.startswith(b"%PDF")
    assert "incident-register" in answer["Content-Disposition"]


def test_days_that_make_no_sense_are_asked_for_again_and_only_auditors_ask(signed_in, auditor, cast):
    answer = signed_in(auditor).get(REGISTER, {"first": "2026-03-02", "last": "2026-03-01"})
    assert answer.status_code == 422
    assert "comes after the first" in answer.content.decode()
    assert signed_in(auditor).get(REGISTER, {"first": "yesterday"}).status_code == 422
    assert signed_in(cast.administrator).get(REGISTER).status_code == 403
