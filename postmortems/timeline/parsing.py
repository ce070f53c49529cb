"""Reading times as people write them: 20:18, 8:18 PM PST, 2017-01-31 23:27 UTC, January 31st. Pure.

Nothing is guessed silently: a zone of several places (IST) is not understood, and a naive time is marked as such.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

# Abbreviations with one meaning in reports of incidents, as minutes east of UTC.
FIXED = (
    dict.fromkeys(["UTC", "GMT", "Z", "WET"], 0)
    | {"WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180}
    | {"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420}
    | {"JST": 540, "SGT": 480, "HKT": 480, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780}
)
# What people call a zone whatever the season.
PLACES = {
    **dict.fromkeys(["PT", "US/Pacific", "PST8PDT", "PST/PDT"], "America/Los_Angeles"),
    **dict.fromkeys(["ET", "US/Eastern", "EST5EDT", "EST/EDT"], "America/New_York"),
    **dict.fromkeys(["CT", "US/Central", "CST6CDT", "CST/CDT"], "America/Chicago"),
    **dict.fromkeys(["MT", "US/Mountain", "MST7MDT", "MST/MDT"], "America/Denver"),
}
SEVERAL = frozenset({"IST"})  # India, Ireland, Israel
ZONE = "|".join(map(re.escape, sorted([*FIXED, *PLACES, *SEVERAL], key=len, reverse=True)))
# People also look into a ship of 1628; earlier is a slip, and the first and last years do not survive a change of zone.
YEARS = range(1000, 2201)

_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_MONTH = "|".join(rf"{name}|{name[:3]}\.?" for name in _MONTHS) + r"|Sept\.?"
DATE = re.compile(
    rf"\b(?:(?P<y>\d{{4}})[-/](?P<mo>\d{{1,2}})[-/](?P<d>\d{{1,2}})"
    rf"|(?P<name>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name2>{_MONTH})(?:,?\s+(?P<year2>\d{{4}}))?)(?!\d)",
    re.IGNORECASE,
)
TIME = re.compile(
    r"(?<![\d:.])(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?(?:[.,]\d+)?(?![:\d])"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    rf"(?:\s?\(?(?P<zone>{ZONE}|[+-]\d{{2}}:?\d{{2}})(?![\w/])\)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """A time of day as it stands in a text: from `start` to `end`, with its zone where one is named."""

    time: dt.time
    zone: str
    start: int
    end: int


def times_in(text: str) -> Iterator[Said]:
    """Every time of day in the text that a clock can show. The zone of a range (15:40 to 16:12 GMT) is that of both."""
    found = [said for match in TIME.finditer(text) if (said := _said(match))]
    for said, after in zip(found, [*found[1:], None], strict=False):
        if not said.zone and after and re.fullmatch(r"\s*(?:-|–|—|to|and|until)\s*", text[said.end : after.start]):
            said = replace(said, zone=after.zone)
        yield said


def _said(match: re.Match[str]) -> Said | None:
    hour, minute, second = int(match["h"]), int(match["m"]), int(match["s"] or 0)
    if half := match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Said(dt.time(hour, minute, second), match["zone"] or "", match.start(), match.end())


def zone_called(name: str) -> dt.tzinfo | None:
    """The zone of that name or offset; None when it has no meaning, or several."""
    known = {key.upper(): key for key in (*FIXED, *PLACES)}.get(name.upper())
    if known in FIXED:
        return dt.UTC if not FIXED[known] else dt.timezone(dt.timedelta(minutes=FIXED[known]))
    if known:
        return ZoneInfo(PLACES[known])
    if offset := re.fullmatch(r"([+-])(\d{2}):?(\d{2})", name):
        minutes = int(offset[2]) * 60 + int(offset[3])
        return (
            dt.timezone(dt.timedelta(minutes=minutes * (-1 if offset[1] == "-" else 1))) if minutes < 24 * 60 else None
        )
    return None


def dates_in(text: str, *, year: int | None = None) -> Iterator[dt.date]:
    """Every date in the text; one without a year is in `year`, or left out."""
    for match in DATE.finditer(text):
        found = match.groupdict()
        own_year = found["y"] or found["year"] or found["year2"]
        month = int(found["mo"]) if found["mo"] else _month(found["name"] or found["name2"])
        day = int(found["d"] or found["day"] or found["day2"])
        try:
            date = dt.date(int(own_year) if own_year else year or 0, month, day)
        except ValueError:
            continue
        if date.year in YEARS:
            yield date


def _month(name: str) -> int:
    return [month[:3].lower() for month in _MONTHS].index(name[:3].lower()) + 1


@dataclass(frozen=True)
class Moment:
    """A moment in UTC. `is_naive`: no zone was named, so UTC was taken. `is_day`: no time of day, so midnight was."""

    at: dt.datetime
    is_naive: bool = False
    is_day: bool = False


def moment_from(text: str) -> Moment | None:
    """A whole moment: ISO 8601, or a date and a time in words. None when it cannot be read."""
    text = text.strip().strip("\"'")
    try:
        read = dt.datetime.fromisoformat(text)
    except ValueError:
        return _moment_in_words(text)
    is_day = bool(re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", text))
    return _moment(read, is_day=is_day) if read.year in YEARS else None


def _moment_in_words(text: str) -> Moment | None:
    date, said = next(dates_in(text), None), next(times_in(text), None)
    if date is None:
        return None
    if said is None:
        return _moment(dt.datetime.combine(date, dt.time()), is_day=True)
    zone = zone_called(said.zone) if said.zone else None
    if said.zone and zone is None:
        return None
    return _moment(dt.datetime.combine(date, said.time, zone))


def _moment(read: dt.datetime, *, is_day: bool = False) -> Moment:
    is_naive = read.tzinfo is None
    at = read.replace(tzinfo=dt.UTC) if is_naive else read.astimezone(dt.UTC)
    return Moment(at, is_naive=is_naive and not is_day, is_day=is_day)


EARLIEST, LATEST = dt.timedelta(hours=-6), dt.timedelta(hours=18)


def on_the_day_near(time: dt.time, zone: dt.tzinfo, anchor: dt.datetime) -> dt.datetime:
    """The moment with this time of day from 6 hours before to 18 hours after the anchor: stories wrap at midnight."""
    day = anchor.astimezone(zone).date()
    around = [dt.datetime.combine(day + dt.timedelta(days=step), time, zone) for step in (-1, 0, 1)]
    fitting = [moment for moment in around if EARLIEST <= moment - anchor < LATEST]
    return (fitting or around[1:2])[0].astimezone(dt.UTC)
