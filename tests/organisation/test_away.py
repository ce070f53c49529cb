"""Being away: until when, and who is asked to take over."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from accounts.models import TimeOff
from postmortems.actions.models import ActionItem
from postmortems.organisation.time_off import away_until
from tests.factories import ActionFactory, ReviewFactory

NOON = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _on_a_wednesday():
    with time_machine.travel(NOON, tick=False):
        yield


def say(client, **said):
    return client.post(reverse("me-away"), {"form_key": str(uuid.uuid4()), **said}, follow=True)


def test_everything_open_is_offered_to_somebody_who_is_asked_and_can_be_taken_back(cast, signed_in):
    for state in ("accepted", "blocked", "done"):
        ActionFactory(review=cast.review, owner=cast.involved, state=state, reason="x", done_on=NOON.date())
    hidden = ActionFactory(review=ReviewFactory(visibility="people", owner=cast.involved), owner=cast.involved)
    client = signed_in(cast.involved)
    page = say(client, until="2026-12-07", to=cast.teammate.pk, note="Ask Priya about the pool").text
    assert "1 stays with you: Lea cannot see its review." in page
    assert "All of them are changed." in page
    assert away_until(cast.involved) == dt.date(2026, 12, 7)
    offered = ActionItem.objects.filter(owner=cast.teammate)
    assert set(offered.values_list("state", "reason")) == {("offered", "Ask Priya about the pool")}
    assert offered.count() == 2
    hidden.refresh_from_db()
    assert hidden.owner == cast.involved
    client.post(page.partition('<form class="toast" method="post" action="')[2].partition('"')[0])
    assert sorted(ActionItem.objects.filter(owner=cast.involved).values_list("state", flat=True)) == [
        *("accepted", "blocked", "done", "offered")
    ]


def test_a_day_that_is_over_is_asked_about_and_an_empty_one_means_here(cast, signed_in):
    client = signed_in(cast.involved)
    assert say(client, until="2026-11-25").status_code == 422
    say(client, until="2026-12-01")
    say(client, until="")
    assert away_until(cast.involved) is None


def test_days_that_are_over_stay_days_off(cast, signed_in):
    TimeOff.objects.create(user=cast.involved, first_on=dt.date(2026, 11, 20), last_on=dt.date(2026, 12, 4))
    say(signed_in(cast.involved), until="2026-11-27")
    spans = TimeOff.objects.filter(user=cast.involved).values_list("first_on", "last_on")
    assert [f"{first:%d}-{last:%d}" for first, last in spans] == ["20-24", "25-26"]


def test_about_me_leads_there(cast, signed_in):
    assert reverse("me-away") in signed_in(cast.involved).get(reverse("me")).text
