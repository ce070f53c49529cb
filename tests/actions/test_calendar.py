"""One's own due dates under a secret address: nobody else's, nothing hidden, quick to ask again."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from postmortems.actions.calendar_feed import CalendarFeed
from tests.factories import ActionFactory

NOON = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _on_a_wednesday():
    with time_machine.travel(NOON, tick=False):
        yield


def make(client) -> str:
    page = client.post("/actions/calendar/").text
    return page.partition('id="calendar-address" value="')[2].partition('"')[0]


def dates(address: str) -> list[tuple[str, dt.date]]:
    found = Calendar.from_ical(Client().get(address).content)
    return [(str(one["summary"]), one["dtstart"].dt) for one in found.walk("VEVENT")]


def test_it_shows_one_s_own_open_dates_and_nothing_else(cast, signed_in):
    mine = {"review": cast.review, "owner": cast.involved, "state": "accepted"}
    ActionFactory(**mine, sentence="Cap the bulk tool, then split it; twice")
    ActionFactory(**mine | {"state": "done", "done_on": NOON.date()})
    ActionFactory(**mine | {"owner": cast.owner})
    address = make(signed_in(cast.involved))
    assert dates(address) == [("Cap the bulk tool, then split it; twice", dt.date(2026, 11, 26))]
    cast.review.visibility = "people"
    cast.review.save(update_fields=["visibility"])
    cast.review.participants.filter(user=cast.involved).delete()
    assert dates(address) == []


def test_the_address_is_shown_once_and_a_new_one_ends_it(cast, signed_in):
    client = signed_in(cast.involved)
    first = make(client)
    assert len(first.rpartition("/")[2]) > 40
    assert first.rpartition("/")[2].removesuffix(".ics") not in client.get("/actions/calendar/").text
    assert first.rpartition("/")[2].removesuffix(".ics") not in str(CalendarFeed.objects.values())
    second = make(client)
    assert [Client().get(one).status_code for one in (first, second)] == [404, 200]
    assert CalendarFeed.objects.get().asked_on == NOON.date()
    client.post("/actions/calendar/", {"end": "1"})
    assert Client().get(second).status_code == 404


def test_whoever_left_has_no_calendar(cast, signed_in):
    address = make(signed_in(cast.involved))
    cast.involved.is_active = False
    cast.involved.save(update_fields=["is_active"])
    assert Client().get(address).status_code == 404


def test_what_did_not_change_is_not_sent_again_and_too_often_waits(cast, signed_in):
    ActionFactory(review=cast.review, owner=cast.involved, state="accepted")
    address = make(signed_in(cast.involved))
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    answers = [Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code for _ in range(60)]
    assert answers.count(304) == 58
    assert answers[-1] == 429
