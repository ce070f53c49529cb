"""What one captured line says: its kind by prefix or button, and a time that it begins with. Pure."""

import datetime as dt
import re
from dataclasses import dataclass

from postmortems.meeting.card import Kind

CAPTURED = (Kind.TIME, Kind.SURPRISE, Kind.FACTOR, Kind.HELPED, Kind.IDEA, Kind.QUESTION, Kind.PARK, Kind.THANKS)
# "factor: ..." or "f: ..."; each kind but thanks, which begins as time does, has a letter of its own.
_BY_PREFIX = {kind.value: kind for kind in CAPTURED} | {kind[0]: kind for kind in reversed(CAPTURED)}
_PREFIX = re.compile(rf"({'|'.join(_BY_PREFIX)})\s*:\s+", re.IGNORECASE)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\b\s*[-–—:,]?\s*")


@dataclass(frozen=True)
class Captured:
    """A line as it was meant. `at`: the time of day that it begins with."""

    kind: Kind
    words: str
    at: dt.time | None = None


def read(line: str, *, chosen: Kind) -> Captured:
    """The line, of the kind that its prefix names, else of the chosen one. "14:20 pages turn red" is a time,
    whichever kind was chosen; a surprise or a memory keeps its kind and its time.
    """
    words, kind = line.strip(), chosen
    if prefix := _PREFIX.match(words):
        kind, words = _BY_PREFIX[prefix[1].lower()], words[prefix.end() :]
    if (time := _TIME.match(words)) is None or not words[time.end() :]:
        return Captured(kind, words)
    at, rest = dt.time(int(time[1]), int(time[2])), words[time.end() :]
    if kind in (Kind.SURPRISE, Kind.MEMORY):
        return Captured(kind, rest, at)
    return Captured(Kind.TIME, rest, at) if not prefix or kind == Kind.TIME else Captured(kind, words)


def nearest(at: dt.time, *, to: dt.datetime) -> dt.datetime:
    """The moment with this time of day that is nearest to `to`, on the same clock: past midnight is the next day."""
    days = (to.date() + dt.timedelta(days=shift) for shift in (-1, 0, 1))
    return min((dt.datetime.combine(day, at, to.tzinfo) for day in days), key=lambda moment: abs(moment - to))
