"""Where each step of the demonstration's clock leads, also over a weekend and a change of summer time."""

import datetime as dt

import pytest

from postmortems.demo.jumping import distance

MORNING = "2026-11-23T08:30:00+00:00"


def reached(step: str, now: str, *, next_at: str | None = None) -> str:
    moment = dt.datetime.fromisoformat(now)
    asked = dt.datetime.fromisoformat(next_at) if next_at else None
    return (moment + distance(step, now=moment, zone="Europe/Berlin", next_at=asked)).isoformat()


@pytest.mark.parametrize(
    ("step", "now", "then"),
    [
        ("day", "2026-11-20T16:10:00+00:00", "2026-11-21T16:10:00+00:00"),
        ("week", "2026-11-20T16:10:00+00:00", "2026-11-27T16:10:00+00:00"),
        # two in the afternoon, on both sides of the change
        ("day", "2026-10-24T12:00:00+00:00", "2026-10-25T13:00:00+00:00"),
        ("week", "2026-03-27T12:00:00+00:00", "2026-04-03T11:00:00+00:00"),
        ("next", "2026-11-20T16:10:00+00:00", MORNING),
    ],
)
def test_a_step_leads_there(step, now, then):
    assert reached(step, now, next_at=MORNING) == then


def test_where_nothing_will_be_asked_there_is_no_way():
    assert reached("next", "2026-11-20T16:10:00+00:00") == "2026-11-20T16:10:00+00:00"


def test_a_fraction_of_a_second_is_rounded_up_so_that_the_morning_has_begun():
    moment = dt.datetime(2026, 11, 23, 6, 0, 0, 700_000, tzinfo=dt.UTC)
    by = distance("next", now=moment, zone="Europe/Berlin", next_at=dt.datetime.fromisoformat(MORNING))
    assert moment + by == dt.datetime(2026, 11, 23, 8, 30, 0, 700_000, tzinfo=dt.UTC)
