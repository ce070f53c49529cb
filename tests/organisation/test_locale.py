"""Dates, hours and weeks as somebody writes them: chosen once, and so on pages and in mails."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from accounts.changes import Change, sign_in_changed
from accounts.models import Organisation
from postmortems.actions.board import board
from postmortems.actions.choosing import Choice
from postmortems.home.queries import waiting_for
from postmortems.mail.deliver import deliver_all_due
from postmortems.organisation.people import Wish, invite
from tests.factories import ActionFactory
from tests.mail.sink import Sink, serving

pytestmark = pytest.mark.django_db
ME, SUNDAY = reverse("me"), dt.date(2026, 11, 29)


def this_week(person):
    found = board(person, teams=[], choice=Choice()).groups
    return any(group.name == "week" and group.rows for group in found)


def test_somebody_chooses_their_own_dates_and_weeks(cast, signed_in, smtp):
    person, client = cast.involved, signed_in(cast.involved)
    ActionFactory(owner=person, team=cast.team, review=cast.review, state="accepted", due_on=SUNDAY)
    client.post(reverse("me-days-off"), {"first_on": "2027-07-01"})
    said = {"display_name": "Sven", "zone": "Berlin", "work_starts": "09:00", "work_ends": "17:00", "work_days": ["1"]}
    assert client.post(ME, {**said, "locale": "xx", "week_starts": "1"}).status_code == 422
    with (
        time_machine.travel(dt.datetime(2026, 11, 25, 13, 30, tzinfo=dt.UTC), tick=False),
        serving(sink := Sink()) as port,
    ):
        today = dt.date(2026, 11, 25)
        assert this_week(person)
        assert waiting_for(person, today=today).due
        assert client.post(ME, {**said, "locale": "en-US", "week_starts": "7"}).status_code == 302
        person.refresh_from_db()
        assert not this_week(person)  # their week ends on Saturday
        assert not waiting_for(person, today=today).due
        page = client.get(ME).content.decode()
        assert "Thu July 1, 2027" in page
        assert page.index('name="work_days" value="7"') < page.index('name="work_days" value="1"')
        smtp(port)
        sign_in_changed(person, Change.TOKEN)
        deliver_all_due()
    assert "Nov 25, 2026, 2:30" in sink.taken[0][1].decode().replace("=\r\n", "")


def test_whoever_is_new_begins_as_the_organisation_writes(cast, signed_in):
    client = signed_in(cast.administrator)
    said = {"name": "Harbour Works", "size": "small", "zone": "UTC", "support": "", "week_starts": "7"}
    assert client.post(reverse("settings"), {**said, "locale": "en-AU"}).status_code == 302
    assert (Organisation.current().locale, Organisation.current().week_starts) == ("en-AU", 7)
    new = invite(actor=cast.administrator, wish=Wish(name="Nour Aziz", email="nour@example.org"))
    assert (new.locale, new.week_starts) == ("en-AU", 7)
    assert cast.involved.locale == "en-GB"
