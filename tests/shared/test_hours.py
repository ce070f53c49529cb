"""When mail about work may arrive: weekends, holidays, odd hours, summer time. Plain dates, no database."""

import datetime as dt
from dataclasses import replace

import pytest

from postmortems.shared import clock
from postmortems.shared.hours import Hours

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


def test_the_time_that_somebody_chose_holds_and_the_organisations_where_nobody_did():
    assert replace(hours(starts=13, ends=21), mail_at=dt.time(8, 15)).mail_time == dt.time(8, 15)
    assert replace(hours(), usual=dt.time(11)).mail_time == dt.time(11)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-19 09:30", "Thu 2026-11-19 09:30"),
        ("2026-11-19 09:31", "Thu 2026-11-19 09:31"),
        ("2026-11-19 12:29", "Thu 2026-11-19 12:29"),  # the server was slow: the slot is still open
        ("2026-11-19 12:30", "Fri 2026-11-20 09:30"),  # missed: the next slot, not now
        ("2026-11-19 09:29", "Thu 2026-11-19 09:30"),
        ("2026-11-21 12:00", "Mon 2026-11-23 09:30"),  # not on a Saturday
        ("2026-11-23 03:00", "Mon 2026-11-23 09:30"),  # not at night
        ("2026-11-20 23:00", "Mon 2026-11-23 09:30"),
        ("2026-12-24 12:00", "Thu 2026-12-24 12:00"),
        ("2026-12-25 10:00", "Mon 2026-12-28 09:30"),  # Christmas Day is a Friday
    ],
)
def test_what_missed_its_slot_waits_for_the_next(now, expected):
    assert said(replace(hours(), place="DE").next_slot(local(now))) == expected


def test_a_late_time_of_mail_still_ends_at_six():
    late = replace(hours(), mail_at=dt.time(17))
    assert said(late.next_slot(local("2026-11-19 17:59"))) == "Thu 2026-11-19 17:59"
    assert said(late.next_slot(local("2026-11-19 18:00"))) == "Fri 2026-11-20 17:00"


@pytest.mark.parametrize(
    ("mail_days", "days", "expected"),
    [
        ((), WEEK, "Thu 2026-11-19 09:30"),
        ((1,), WEEK, "Mon 2026-11-23 09:30"),
        ((2, 5), WEEK, "Fri 2026-11-20 09:30"),
        ((6,), WEEK, "Thu 2026-11-19 09:30"),  # none of them a working day: as if none were chosen
    ],
)
def test_mail_comes_on_the_days_that_somebody_chose(mail_days, days, expected):
    assert said(replace(hours(days=days), mail_days=mail_days).next_slot(local("2026-11-19 07:00"))) == expected


@pytest.mark.parametrize(
    ("place", "day", "is_one"),
    [
        ("", "2026-06-04", True),
        ("DE", "2026-06-04", True),
        ("DE-BY", "2026-06-04", False),  # Corpus Christi, in Bavaria
        ("US", "2026-11-26", False),  # Thanksgiving
        ("DE", "2026-11-26", True),
        ("XX", "2026-11-26", True),  # nowhere
    ],
)
def test_holidays_are_those_of_the_place(place, day, is_one):
    assert replace(hours(), place=place).is_working_day(dt.date.fromisoformat(day)) is is_one


def test_days_off_neither_bring_mail_nor_count_as_working_days():
    away = replace(hours(), off=((dt.date(2026, 11, 20), dt.date(2026, 11, 30)),))
    assert said(away.next_slot(local("2026-11-20 10:00"))) == "Tue 2026-12-01 09:30"
    assert away.add(dt.date(2026, 11, 19), 1) == dt.date(2026, 12, 1)
    assert away.add(dt.date(2026, 12, 1), -1) == dt.date(2026, 11, 19)
    assert away.add(dt.date(2026, 11, 21), 0) == dt.date(2026, 12, 1)


def test_a_calendar_without_any_working_day_ends_the_search():
    never = replace(hours(), off=((dt.date.min, dt.date.max),))
    assert never.next_slot(local("2026-11-19 10:00")) > local("2027-11-19 10:00")
    assert never.add(dt.date(2026, 11, 19), 5) > dt.date(2027, 11, 19)


@pytest.mark.parametrize(
    ("today", "days", "off", "expected"),
    [
        ("2026-11-18", WEEK, (), "2026-11-16"),
        ("2026-11-23", WEEK, (), "2026-11-23"),
        ("2026-11-22", WEEK, (), "2026-11-16"),
        ("2026-11-24", (3, 4), (), "2026-11-25"),  # whoever begins on Wednesday
        ("2026-11-24", WEEK, ((dt.date(2026, 11, 23), dt.date(2026, 11, 23)),), "2026-11-24"),
    ],
)
def test_the_list_of_the_week_comes_on_its_day_or_the_next_on_which_they_work(today, days, off, expected):
    of = replace(hours(days=days), off=off)
    assert of.list_day(dt.date.fromisoformat(today), 1) == dt.date.fromisoformat(expected)


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
def test_asked_at_any_minute_of_a_year_mail_goes_out_in_its_slot_and_never_before_now(zone):
    of, moment = hours(zone=zone), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    while moment.year == 2026:
        going_out = of.next_slot(moment)
        told = clock.local(going_out, zone)
        assert going_out >= moment
        assert told.isoweekday() in WEEK
        assert dt.time(9, 30) <= told.time() < dt.time(12, 30)
        moment += dt.timedelta(minutes=97)
