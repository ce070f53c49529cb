"""How a source's clock is read. Pure.

An entry keeps the moment as its source had it (`recorded_at`, read in the zone of the entry); where it stands in the
story follows from that, from the zone its source is thought to be in now, and from how far its clock was off. Nothing
is ever moved on from where it was moved to, so that every change can be taken back exactly.
"""

import datetime as dt
import re
from zoneinfo import ZoneInfo

_SECONDS = re.compile(r"(?P<sign>[+\-−]?)\s*(?P<seconds>\d{1,9})\s*s?")
_CLOCK = re.compile(r"(?P<sign>[+\-−]?)\s*(?P<hours>\d{1,4}):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d))?")


def read_anew(
    recorded_at: dt.datetime, *, read_in: str, zone: str, offset: int, names_its_zone: bool = False
) -> dt.datetime:
    """The moment in UTC of what the source's clock showed, now read in `zone` and moved by `offset` seconds.

    `read_in` is the zone in which `recorded_at` was read. A moment whose zone the source named itself moves by the
    offset alone.
    """
    moment = recorded_at
    if zone != read_in and not names_its_zone:
        showed = recorded_at.astimezone(ZoneInfo(read_in))
        moment = showed.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)
    return moment + dt.timedelta(seconds=offset)


def seconds_from(said: str) -> int | None:
    """An offset as people write it, in seconds: 90, -90 s, -0:01:30, +1:00. None when it cannot be read."""
    said = said.strip()
    if found := _SECONDS.fullmatch(said):
        size = int(found["seconds"])
    elif found := _CLOCK.fullmatch(said):
        size = int(found["hours"]) * 3600 + int(found["minutes"]) * 60 + int(found["seconds"] or 0)
    else:
        return None
    return -size if found["sign"] in ("-", "−") else size


def offset_in_words(seconds: int) -> str:
    """The same the other way round: -0:01:30."""
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' if seconds < 0 else ''}{hours}:{rest // 60:02}:{rest % 60:02}"
