"""The arithmetic of a story: silences, days, the axis, and times that a clock skips or shows twice."""

import datetime as dt
from dataclasses import dataclass

import pytest

from postmortems.timeline.reading import Stamp, axis, moment, read, silence_between


@dataclass(frozen=True)
class Entry:
    occurred_at: dt.datetime
    ended_at: dt.datetime | None = None


def at(time: str, day: int = 19) -> dt.datetime:
    return dt.datetime.combine(dt.date(2026, 11, day), dt.time.fromisoformat(time), dt.UTC)


def told(*entries: str) -> list[Entry]:
    """ "14:02" is a moment, "14:02-14:30" took a while."""
    pairs = (entry.partition("-") for entry in entries)
    return [Entry(at(begin), at(end) if end else None) for begin, _, end in pairs]


@pytest.mark.parametrize(
    ("entries", "silences"),
    [
        ([], []),
        (["14:02"], [None]),
        (["14:02", "14:17"], [None, None]),
        (["14:02", "14:17:30"], [None, 15]),
        (["14:15", "14:36"], [None, 21]),
        (["14:00", "14:20", "14:50"], [None, 20, 30]),
        (["14:00-14:30", "14:40"], [None, None]),
        (["14:00-14:30", "14:50"], [None, 20]),
        (["14:00-15:00", "14:10", "14:50", "15:05"], [None, None, None, None]),
        (["14:00", "14:00"], [None, None]),
    ],
)
def test_silences(entries, silences):
    rows = read(told(*entries), zone="UTC")
    assert [row.silence and row.silence.minutes for row in rows] == silences


def test_silence_is_filled_in_at_its_middle():
    found = silence_between(at("14:15"), at("14:36"))
    assert found is not None
    assert found.middle == at("14:25")


def test_silence_goes_on_from_the_page_before():
    rows = read(told("15:00"), zone="UTC", reached=at("14:00"), day=dt.date(2026, 11, 19))
    assert (rows[0].silence.minutes, rows[0].day, rows[0].opens) == (60, None, False)


@pytest.mark.parametrize(
    ("zone", "days"),
    [("UTC", [19, None, 20]), ("Asia/Tokyo", [20, None, None]), ("America/Los_Angeles", [19, None, None])],
)
def test_day_is_shown_where_it_changes_on_the_clock_of_the_review(zone, days):
    entries = [Entry(at("22:00")), Entry(at("23:30")), Entry(at("00:10", day=20))]
    rows = read(entries, zone=zone)
    assert [row.day and row.day.day for row in rows] == days
    assert [row.opens for row in rows] == [True, False, False]


def stamps(**minutes: int) -> list[Stamp]:
    return [Stamp(word.replace("_", " "), "", at) for word, at in minutes.items()]


@pytest.mark.parametrize(
    ("given", "marks"),
    [
        ({}, []),
        ({"onset": 0}, []),
        ({"onset": 0, "over": 0}, []),
        ({"onset": 0, "over": 47}, [(0, 0, "from"), (100, 0, "to")]),
        (
            {"onset": 0, "noticed": 9, "someone_on_it": 13, "eased": 34, "over": 47},
            [(0, 0, "from"), (19, 0, ""), (28, 1, ""), (72, 0, ""), (100, 0, "to")],
        ),
        (
            {"onset": 0, "noticed": 1, "someone_on_it": 2, "eased": 3, "over": 300},
            [(0, 0, "from"), (0, 1, "from"), (1, 2, "from"), (1, 2, "from"), (100, 0, "to")],
        ),
        ({"onset": 0, "noticed": 98, "over": 100}, [(0, 0, "from"), (98, 1, "to"), (100, 0, "to")]),
    ],
)
def test_axis(given, marks):
    assert [(mark.at, mark.row, mark.end) for mark in axis(stamps(**given))] == marks


BERLIN = "Europe/Berlin"
SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)


@pytest.mark.parametrize(
    ("date", "time", "utc"),
    [
        (dt.date(2026, 11, 19), "14:02", "13:02"),
        (dt.date(2026, 7, 1), "14:02", "12:02"),
        (SPRING, "01:59", "00:59"),
        (SPRING, "02:00", None),
        (SPRING, "02:30", None),
        (SPRING, "03:00", "01:00"),
        (AUTUMN, "02:30", "00:30"),
        (AUTUMN, "03:00", "02:00"),
    ],
)
def test_moment(date, time, utc):
    found = moment(date, dt.time.fromisoformat(time), BERLIN)
    assert (found and f"{found:%H:%M}") == utc


def test_moment_that_was_not_changed_keeps_its_seconds_and_its_hour():
    second = dt.datetime(2026, 10, 25, 1, 30, 12, tzinfo=dt.UTC)
    assert moment(AUTUMN, dt.time(2, 30), BERLIN, stood=second) == second
    assert moment(AUTUMN, dt.time(2, 31), BERLIN, stood=second) == second.replace(hour=0, minute=31, second=0)
