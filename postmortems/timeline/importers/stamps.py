"""When a line says that it was written: every way in which chats, logs and pagers print a moment. Pure, linear."""

import datetime as dt
import re
from dataclasses import dataclass

from postmortems.timeline.parsing import YEARS, ZONE, zone_called

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_WEEKDAY = "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_YEAR = r"(?:1[0-9]|2[01])\d\d"
# Named groups cannot repeat: N numbers the two places where a date may stand.
_DATE = (
    rf"(?:(?P<yN>{_YEAR})[-/.](?P<mN>\d{{1,2}})[-/.](?P<dN>\d{{1,2}})"
    rf"|(?P<aN>\d{{1,2}})(?P<sepN>[/.-])(?P<bN>\d{{1,2}})(?:[/.-](?P<yyN>{_YEAR}|\d\d)(?!\d))?"
    rf"|(?P<nameN>{_MONTH})\.?\s{{1,3}}(?P<dayN>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<y4N>{_YEAR})(?!:))?"
    rf"|(?P<day2N>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s/-](?P<name2N>{_MONTH})\.?(?:,?[\s/-](?P<y5N>{_YEAR})(?!:\d\d\b(?!:)))?"
    rf"|(?P<y6N>{_YEAR})\s(?P<name3N>{_MONTH})\.?\s(?P<day3N>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<wordN>today|yesterday|{_WEEKDAY})(?![a-z]))"
)


def _date(n: int) -> str:
    return re.sub(r"\(\?P<(\w+?)N>", rf"(?P<\g<1>{n}>", _DATE)


_TIME = (
    r"(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2}))?(?:[.,:](?P<fraction>\d{1,9}))?(?![:\d])"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    rf"(?:\s?\(?(?P<zone>{ZONE}|[+-]\d{{2}}:?\d{{2}})(?![\w/])\)?)?"
)
_BETWEEN = r"(?:[T_]|:(?=\d\d:)|[\s,|]{1,4}(?:(?:at|um|à)\s)?[-–—]?\s?)"
STAMP = re.compile(
    rf"(?<![\d:.])(?:(?:(?:last\s)?{_WEEKDAY}\.?,?\s{{1,2}})?{_date(1)}{_BETWEEN})?"
    rf"(?:{_TIME})(?:[,\s]{{1,2}}(?:(?:on\s)?{_date(2)}|(?P<yearly>{_YEAR}))(?![\d:]))?",
    re.IGNORECASE,
)
DAY = re.compile(rf"(?:(?:last\s)?{_WEEKDAY}\.?,?\s{{1,2}})?{_date(1)}(?:\s(?P<yearly>{_YEAR}))?", re.IGNORECASE)
_BEFORE_SECOND_DAY = STAMP.groupindex["zone"]  # the groups after this one are of a date behind the time
_GLOG = re.compile(r"[IWEFD](?P<mo>\d\d)(?P<d>\d\d) (?P<h>\d\d):(?P<min>\d\d):(?P<s>\d\d)\.(?P<fraction>\d{1,9})(?=\s)")
_EPOCH = re.compile(r"(?P<whole>1[0-9]{9})(?:\.(?P<part>\d{1,9})|(?P<milli>\d{3}))?(?![\d.:/-])")
_A_TIME = re.compile(r"\d:\d\d")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed. `year` is None where none stands; `word` is "today", "yesterday" or a weekday."""

    year: int | None = None
    month: int = 0
    day: int = 0
    word: str = ""
    is_either: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as printed, from `start` to `end` of its line."""

    time: dt.time
    start: int
    end: int
    day: Day | None = None
    zone: dt.tzinfo | None = None
    is_half: bool = False  # said with am or pm


def stamp_at(text: str, start: int) -> Stamp | None:
    """The stamp that begins exactly here."""
    if found := _EPOCH.match(text, start):
        return _of_epoch(found)
    if found := _GLOG.match(text, start):
        day = Day(None, int(found["mo"]), int(found["d"]))
        time = _time(found)
        return Stamp(time, found.start(), found.end(), day) if time and is_a_date(day) else None
    found = STAMP.match(text, start)
    return _stamp(found) if found else None


def last_stamp(text: str) -> Stamp | None:
    """The stamp that stands last in the line."""
    if not _A_TIME.search(text):
        return None
    last = None
    for found in STAMP.finditer(text):
        last = _stamp(found) or last
    return last


def day_in(text: str) -> Day | None:
    """The date that this text is, and nothing else."""
    found = DAY.fullmatch(text)
    return _day(found, 1, found["yearly"]) if found else None


def is_a_date(day: Day) -> bool:
    """Whether a calendar has it. A leap day without a year may exist."""
    if day.word:
        return True
    try:
        return dt.date(day.year or 2000, day.month, day.day).year in YEARS
    except ValueError:
        return False


def _stamp(found: re.Match[str]) -> Stamp | None:
    time = _time(found)
    zone = zone_called(found["zone"]) if found["zone"] else None
    if time is None or (found["zone"] and zone is None):
        return None
    place = 1 if found.start("h") > found.start() else 2  # a date before the time, or one after it
    has_day = place == 1 or ((found.lastindex or 0) > _BEFORE_SECOND_DAY and _has_day(found, 2))
    day = _day(found, place, found["yearly"]) if has_day else None
    if has_day and day is None:
        return None
    return Stamp(time, found.start(), found.end(), day, zone, bool(found["half"]))


def _has_day(found: re.Match[str], n: int) -> bool:
    return any(found[f"{name}{n}"] for name in ("y", "a", "name", "day2", "y6", "word"))


def _time(found: re.Match[str]) -> dt.time | None:
    hour, minute, second = int(found["h"]), int(found["min"]), int(found["s"] or 0)
    half = found["half"] if "half" in found.re.groupindex else ""
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return dt.time(hour, minute, second, int((found["fraction"] or "0").ljust(6, "0")[:6]))


def _day(found: re.Match[str], n: int, yearly: str | None) -> Day | None:
    said = {
        name: found[f"{name}{n}"]
        for name in ("y", "m", "d", "a", "sep", "b", "yy", "name", "day", "day2", "name2", "name3", "day3")
    }
    if word := found[f"word{n}"]:
        return Day(word=word.lower() if word.lower() in ("today", "yesterday") else word[:3].lower())
    if said["y"]:
        day = Day(int(said["y"]), int(said["m"]), int(said["d"]))
    elif said["a"]:
        day = _numeric(int(said["a"]), int(said["b"]), said["yy"], is_dotted=said["sep"] == ".")
    else:
        year = found[f"y4{n}"] or found[f"y5{n}"] or found[f"y6{n}"] or yearly
        month = MONTHS.index((said["name"] or said["name2"] or said["name3"])[:3].lower()) + 1
        day = Day(int(year) if year else None, month, int(said["day"] or said["day2"] or said["day3"]))
    return day if is_a_date(day) else None


def _numeric(first: int, second: int, year: str | None, *, is_dotted: bool) -> Day:
    """04.06. is the fourth of June everywhere; 04/06 may be the sixth of April as well: month first, and it says so."""
    whole = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
    if is_dotted or first > 12:
        return Day(whole, second, first)
    return Day(whole, first, second, is_either=second <= 12 and first != second)


def _of_epoch(found: re.Match[str]) -> Stamp:
    moment = dt.datetime.fromtimestamp(int(found["whole"]), dt.UTC)
    micro = int((found["part"] or found["milli"] or "0").ljust(6, "0")[:6])
    day = Day(moment.year, moment.month, moment.day)
    return Stamp(moment.time().replace(microsecond=micro), found.start(), found.end(), day, dt.UTC)
