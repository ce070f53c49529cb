"""Where each step of the demonstration's clock leads, also over a weekend and a change of summer time."""

import datetime as dt

import pytest

from postmortems.demo.jumping import distance

BERLIN = "Europe/Berlin"
WEEKDAYS = [1, 2, 3, 4, 5]


def reached(step: str, now: str, *, zone: str = BERLIN, work_days: list[int] = WEEKDAYS) -> str:
    moment = dt.datetime.fromisoformat(now)
    return (moment + distance(step, now=moment, zone=zone, work_days=work_days)).isoformat()


@pytest.mark.parametrize(
    ("step", "now", "then"),
    [
        ("hour", "2026-11-20T16:10:00+00:00", "2026-11-20T17:10:00+00:00"),
        ("day", "2026-11-20T16:10:00+00:00", "2026-11-21T16:10:00+00:00"),
        ("morning", "2026-11-20T16:10:00+00:00", "2026-11-23T08:30:00+00:00"),  # Friday afternoon: Monday
        ("morning", "2026-11-23T06:00:00+00:00", "2026-11-23T08:30:00+00:00"),  # Monday at seven: today
        ("morning", "2026-11-23T08:30:00+00:00", "2026-11-24T08:30:00+00:00"),  # at half past nine: tomorrow
        ("morning", "2026-11-21T06:00:00+00:00", "2026-11-23T08:30:00+00:00"),  # Saturday: Monday
        ("week", "2026-11-20T16:10:00+00:00", "2026-11-27T16:10:00+00:00"),
        (
            "day",
            "2026-10-24T12:00:00+00:00",
            "2026-10-25T13:00:00+00:00",
        ),  # two in the afternoon, on both sides of the change
        ("morning", "2026-03-27T12:00:00+00:00", "2026-03-30T07:30:00+00:00"),
    ],
)
def test_a_step_leads_there(step, now, then):
    assert reached(step, now) == then


def test_somebody_who_works_on_sundays_wakes_on_sunday():
    assert reached("morning", "2026-11-20T16:10:00+00:00", work_days=[7]) == "2026-11-22T08:30:00+00:00"


def test_somebody_without_working_days_has_every_morning():
    assert reached("morning", "2026-11-20T16:10:00+00:00", work_days=[]) == "2026-11-21T08:30:00+00:00"


def test_a_fraction_of_a_second_is_rounded_up_so_that_the_morning_has_begun():
    moment = dt.datetime(2026, 11, 23, 6, 0, 0, 700_000, tzinfo=dt.UTC)
    reached_at = moment + distance("morning", now=moment, zone=BERLIN, work_days=WEEKDAYS)
    assert reached_at == dt.datetime(2026, 11, 23, 8, 30, 0, 700_000, tzinfo=dt.UTC)
