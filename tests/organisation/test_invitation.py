"""The link in an invitation: for one person, for seven days, until it was used. Looking at it changes nothing."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.session import Session
from postmortems.audit.models import AuditEntry
from postmortems.organisation.invitation import invited_by_link, token_for
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a quiet harbour 7"


@pytest.fixture
def person():
    return User.objects.create_user("nour@example.org", display_name="Nour Aziz", zone="Europe/Berlin")


def link(person):
    return reverse("invitation", args=[token_for(person)])


def said(**fields):
    return {"name": "Nour Aziz", "password": PASSWORD, "zone": "Lisbon", **fields}


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing_and_signs_nobody_in(person, method):
    before = User.objects.values().get(pk=person.pk)
    client = Client()
    for _ in range(3):
        assert getattr(client, method)(link(person)).status_code == 200
    assert User.objects.values().get(pk=person.pk) == before
    assert (Session.objects.count(), AuditEntry.objects.count()) == (0, 0)
    assert client.get("/").status_code == 302


def test_the_button_sets_the_password_and_lets_them_in(person):
    client = Client()
    assert client.post(link(person), said())["Location"] == "/"
    person.refresh_from_db()
    assert (person.check_password(PASSWORD), person.zone) == (True, "Europe/Lisbon")
    assert "You are in." in client.get("/").content.decode()
    assert AuditEntry.objects.get().verb == "joined"


def test_a_link_works_once(person):
    address = link(person)
    Client().post(address, said())
    assert [Client().get(address).status_code, Client().post(address, said(password="x" * 12)).status_code] == [410] * 2
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_link_ends_after_seven_days(person):
    with time_machine.travel(dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC), tick=False) as clock:
        token = token_for(person)
        clock.shift(dt.timedelta(days=7) - dt.timedelta(seconds=1))
        assert invited_by_link(token) == person
        clock.shift(dt.timedelta(seconds=2))
        assert invited_by_link(token) is None


def test_whoever_was_made_inactive_does_not_come_in(person):
    address = link(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert Client().post(address, said()).status_code == 410


def test_somebody_elses_or_a_bent_link_opens_nothing(person):
    other = UserFactory()
    token = token_for(person)
    for bent in (token[:-1], token.swapcase(), "x" * 500, token.replace(token[:4], token_for(other)[:4], 1) + "x"):
        assert invited_by_link(bent) is None


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"password": "short"}, "Ten characters or more"),
        ({"password": "nour aziz 1"}, "too much like your name"),
        ({"name": ""}, "How do colleagues call you?"),
        ({"zone": "Atlantis"}, "No time zone is called Atlantis"),
    ],
)
def test_what_is_odd_is_asked_again(person, fields, answer):
    response = Client().post(link(person), said(**fields))
    assert response.status_code == 422
    assert answer in response.content.decode()
    assert "id_password" in response.content.decode()
