"""When a reminder goes out: weekends, short notice, working hours, summer time. Plain dates, no database."""

import datetime as dt

import pytest

from postmortems.followup.policy import DUE_SOON, Hours, Promised, next_working_moment, reminders_due, slot_of
from postmortems.shared import clock

WEEK = (1, 2, 3, 4, 5)
BERLIN = Hours(zone="Europe/Berlin", starts=dt.time(9), ends=dt.time(17), days=WEEK)
LONG_AGO = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def hours(zone: str = "Europe/Berlin", starts: int = 9, ends: int = 17, days: tuple[int, ...] = WEEK) -> Hours:
    return Hours(zone=zone, starts=dt.time(starts), ends=dt.time(ends), days=days)


def local(year: int, month: int, day: int, hour: int, minute: int = 0, zone: str = "Europe/Berlin") -> dt.datetime:
    return clock.at(dt.date(year, month, day), dt.time(hour, minute), zone)


def slot(due: dt.date, *, touched: dt.datetime = LONG_AGO, of: Hours = BERLIN) -> str | None:
    found = slot_of(DUE_SOON, Promised(due_on=due, touched_at=touched, hours=of))
    return found and f"{clock.local(found, of.zone):%a %Y-%m-%d %H:%M %z}"


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (dt.date(2026, 11, 26), "Thu 2026-11-19 09:30 +0100"),  # a week before, in the middle of one
        (dt.date(2026, 11, 23), "Mon 2026-11-16 09:30 +0100"),
        (dt.date(2026, 11, 28), "Mon 2026-11-23 09:30 +0100"),  # due on a Saturday
        (dt.date(2026, 11, 29), "Mon 2026-11-23 09:30 +0100"),  # due on a Sunday
        (dt.date(2026, 1, 5), "Mon 2025-12-29 09:30 +0100"),  # over the year's end
        (dt.date(2028, 3, 3), "Fri 2028-02-25 09:30 +0100"),  # over a leap day
        (dt.date(2026, 3, 30), "Mon 2026-03-23 09:30 +0100"),  # the clocks go forward in between
        (dt.date(2026, 4, 6), "Mon 2026-03-30 09:30 +0200"),  # the first morning of summer time
        (dt.date(2026, 11, 2), "Mon 2026-10-26 09:30 +0100"),  # the first morning of winter time
    ],
)
def test_five_working_days_before_at_half_past_nine(due, expected):
    assert slot(due) == expected


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (hours(zone="America/New_York"), "Thu 2026-11-19 09:30 -0500"),
        (hours(zone="Asia/Kathmandu"), "Thu 2026-11-19 09:30 +0545"),
        (hours(zone="Pacific/Apia"), "Thu 2026-11-19 09:30 +1300"),
        (hours(starts=13, ends=21), "Thu 2026-11-19 13:00 +0100"),  # works in the afternoon
        (hours(starts=4, ends=9), "Thu 2026-11-19 04:00 +0100"),  # is done before half past nine
        (hours(days=(7, 1, 2, 3, 4)), "Thu 2026-11-19 09:30 +0100"),  # Sunday to Thursday
        (hours(days=(2,)), "Tue 2026-10-27 09:30 +0100"),  # one day a week
        (hours(days=()), "Sat 2026-11-21 09:30 +0100"),  # nothing said: every day
    ],
)
def test_in_the_owners_own_days_and_hours(of, expected):
    assert slot(dt.date(2026, 11, 26), of=of) == expected


@pytest.mark.parametrize(
    ("touched", "expected"),
    [
        (local(2026, 11, 19, 9, 29), "Thu 2026-11-19 09:30 +0100"),  # just in time
        (local(2026, 11, 19, 9, 30), "Fri 2026-11-20 09:30 +0100"),
        (local(2026, 11, 20, 16, 0), "Mon 2026-11-23 09:30 +0100"),  # promised on Friday afternoon
        (local(2026, 11, 21, 16, 0), "Mon 2026-11-23 09:30 +0100"),  # promised on a Saturday
        (local(2026, 11, 25, 8, 0), "Thu 2026-11-26 09:30 +0100"),  # the morning of the day itself
        (local(2026, 11, 26, 8, 0), None),  # promised for today: nobody needs a reminder
        (local(2026, 11, 30, 8, 0), None),
    ],
)
def test_short_notice_is_the_next_working_morning(touched, expected):
    assert slot(dt.date(2026, 11, 26), touched=touched) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (local(2026, 11, 19, 9, 29), []),
        (local(2026, 11, 19, 9, 30), ["Thu 2026-11-19 09:30"]),
        (local(2026, 11, 19, 16, 59), ["Thu 2026-11-19 16:59"]),  # the host was off: still working hours
        (local(2026, 11, 19, 17, 0), ["Fri 2026-11-20 09:30"]),  # not in the evening
        (local(2026, 11, 21, 12, 0), ["Mon 2026-11-23 09:30"]),  # not on a Saturday
        (local(2026, 11, 23, 3, 0), ["Mon 2026-11-23 09:30"]),  # not at night
        (local(2026, 11, 26, 11, 0), ["Thu 2026-11-26 11:00"]),
        (local(2026, 11, 26, 18, 0), []),  # the day is over: that is another reminder's matter
    ],
)
def test_what_was_missed_goes_out_in_the_next_working_hour(now, expected):
    due = reminders_due(Promised(due_on=dt.date(2026, 11, 26), touched_at=LONG_AGO, hours=BERLIN), now=now)
    assert [f"{clock.local(one.due_at, 'Europe/Berlin'):%a %Y-%m-%d %H:%M}" for one in due] == expected


def test_every_minute_of_two_years_falls_into_working_hours():
    """Asked at any minute, mail goes out in working hours, never before now, in zones that change their clocks."""
    for zone in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"):
        of, moment = hours(zone=zone), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        while moment.year < 2028:
            going_out = next_working_moment(moment, of)
            told = clock.local(going_out, zone)
            assert going_out >= moment
            assert told.isoweekday() in WEEK
            assert dt.time(9) <= told.time() < dt.time(17)
            moment += dt.timedelta(minutes=97)
