"""When mail about work may arrive: weekends, odd hours, summer time. Plain dates, no database."""

import datetime as dt

import pytest

from postmortems.followup.hours import Hours, next_working_moment, week_opens
from postmortems.shared import clock

WEEK = (1, 2, 3, 4, 5)
# Each changes its clocks at other moments; one of them by half an hour.
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")


def hours(zone: str = "Europe/Berlin", starts: int = 9, ends: int = 17, days: tuple[int, ...] = WEEK) -> Hours:
    return Hours(zone=zone, starts=dt.time(starts), ends=dt.time(ends), days=days)


def local(text: str, zone: str = "Europe/Berlin") -> dt.datetime:
    told = dt.datetime.fromisoformat(text)
    return clock.at(told.date(), told.time(), zone)


def said(moment: dt.datetime, zone: str = "Europe/Berlin") -> str:
    return f"{clock.local(moment, zone):%a %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (9, 17, dt.time(9, 30)),
        (13, 21, dt.time(13)),  # works in the afternoon
        (4, 9, dt.time(8)),  # is done before half past nine; nothing before eight
        (7, 23, dt.time(9, 30)),
        (19, 23, dt.time(9, 30)),  # works in the evening: by day, as nothing comes after six
        (0, 7, dt.time(9, 30)),
        (17, 18, dt.time(17)),
    ],
)
def test_the_time_of_mail_follows_somebodys_hours_between_eight_and_six(starts, ends, expected):
    assert hours(starts=starts, ends=ends).mail_time == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-19 09:31", "Thu 2026-11-19 09:31"),
        ("2026-11-19 16:59", "Thu 2026-11-19 16:59"),  # the machine was off: still working hours
        ("2026-11-19 17:00", "Fri 2026-11-20 09:30"),  # not in the evening
        ("2026-11-21 12:00", "Mon 2026-11-23 09:30"),  # not on a Saturday
        ("2026-11-23 03:00", "Mon 2026-11-23 09:30"),  # not at night
        ("2026-11-20 23:00", "Mon 2026-11-23 09:30"),
    ],
)
def test_what_was_missed_goes_out_in_the_next_working_hour(now, expected):
    assert said(next_working_moment(local(now), hours())) == expected


def test_nothing_after_six_though_somebody_works_until_nine():
    late = hours(starts=13, ends=21)
    assert said(next_working_moment(local("2026-11-19 18:00"), late)) == "Fri 2026-11-20 13:00"
    assert said(next_working_moment(local("2026-11-19 17:59"), late)) == "Thu 2026-11-19 17:59"


@pytest.mark.parametrize(
    ("now", "days", "expected"),
    [
        ("2026-11-18 12:00", WEEK, "Mon 2026-11-23 09:30"),
        ("2026-11-23 09:00", WEEK, "Mon 2026-11-23 09:30"),
        ("2026-11-23 09:31", WEEK, "Mon 2026-11-30 09:30"),
        ("2026-11-18 12:00", (3, 4), "Wed 2026-11-25 09:30"),  # whoever begins on Wednesday
    ],
)
def test_the_monday_list_comes_with_the_first_working_day_of_the_week(now, days, expected):
    assert said(week_opens(local(now), hours(days=days))) == expected


@pytest.mark.parametrize("zone", ZONES)
def test_every_morning_of_a_year_is_half_past_nine_there(zone):
    """Both changes of the clock included: 2026 has each of these zones change twice."""
    of, day, offsets = hours(zone=zone), dt.date(2026, 1, 1), set()
    while day.year == 2026:
        told = clock.local(of.morning(day), zone)
        assert (told.date(), told.time()) == (day, dt.time(9, 30))
        offsets.add(told.utcoffset())
        day += dt.timedelta(days=1)
    assert len(offsets) == 2


@pytest.mark.parametrize("zone", ZONES)
def test_asked_at_any_minute_of_a_year_mail_goes_out_in_working_hours_and_never_before_now(zone):
    of, moment = hours(zone=zone), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    while moment.year == 2026:
        going_out = next_working_moment(moment, of)
        told = clock.local(going_out, zone)
        assert going_out >= moment
        assert told.isoweekday() in WEEK
        assert dt.time(9) <= told.time() < dt.time(17)
        moment += dt.timedelta(minutes=97)
