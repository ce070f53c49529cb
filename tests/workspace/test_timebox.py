"""Good days: counted backwards from the meeting, never before noon after a night, never a reproach."""

import datetime as dt

import pytest

from postmortems.workspace.timebox import Holds, targets

OVER = dt.datetime(2026, 11, 19, 13, 49, tzinfo=dt.UTC)  # a Thursday, 14:49 in Berlin
BASE = {"over_at": OVER, "filed_at": OVER, "zone": "Europe/Berlin"}
DONE = {"is_acknowledged": True, "is_owned": True}


def days(today="2026-11-20", **changes):
    found = targets(Holds(**(BASE | changes)), today=dt.date.fromisoformat(today))
    return {str(target.what): f"{target.day:%a %d}" for target in found}


def test_before_anything_is_decided():
    assert days() == {
        "a leader’s word": "Fri 20",
        "how much review it is worth": "Mon 23",
        "somebody owns the review": "Tue 24",
        "it is shared": "Thu 03",
    }


def test_from_the_meeting_backwards_over_a_weekend():
    meeting = dt.datetime(2026, 11, 24, 13, 0, tzinfo=dt.UTC)
    assert days(**DONE, depth="full", meeting_at=meeting, settles=True) == {
        "those who were there add what they saw": "Fri 20",  # three days before would be the day itself, a night
        "there is something to read before the meeting": "Mon 23",
        "what follows is chosen": "Thu 26",
        "it is shared": "Thu 03",
    }


@pytest.mark.parametrize(("depth", "shared"), [("note", "Thu 26"), ("full", "Thu 03")])
def test_a_note_is_shared_sooner(depth, shared):
    assert days(**DONE, depth=depth)["it is shared"] == shared


def test_a_day_that_went_by_is_today():
    assert set(days(today="2027-01-05").values()) == {"Tue 05"}


def test_a_shared_review_waits_for_nothing():
    assert days(is_settled=True) == {}
