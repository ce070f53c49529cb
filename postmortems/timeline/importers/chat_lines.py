"""One line of a chat or log: where its stamp stands, and what is around it. Pure; looks at 300 characters of it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from postmortems.timeline.importers.speakers import is_bot, is_name
from postmortems.timeline.importers.stamps import Day, Stamp, day_in, last_stamp, stamp_at

# A header is short; whatever is longer is read as far as this.
LOOK = 300
_LEAD = re.compile(
    r"[\s\ufeff\u200e\u200f]*(?:<\d{1,3}>\d?\s?)?(?:(?:[>*•+-]|\d{1,3}[.)])\s+)?[\s|*_`\[({\"]{0,6}(?:(?:at|around|about|ca\.?|approx\.?)\s|~)?",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"[\])}>\"*_`|]{0,4}[,.:;]?\s*(?:[-–—|]\s+|[:>]\s+)?")
_TAIL = re.compile(
    r"[\s\])\"*_.,:|]*(?:\(?edited\)?|bearbeitet|new|app|bot|delivered|read)?[\s\])\"*_.,:|]*", re.IGNORECASE
)
_STRONG = re.compile(r"(?:\t|\s{2,}|[\[(—–•·|]\s*|,\s*\[?|\s-\s)$")
_ONLY_APP = re.compile(r"\s*(?:APP|BOT|Bot|Workflow|WORKFLOW)?\s*")
_BARE_EDGE = re.compile(r"[\s\-–—=_*#|:,.<>~\[\]()\u200e]*")
_CHANGED = re.compile(
    r"(?:day changed(?: to)?|log (?:opened|closed)|(?:begin|ending) logging at|session (?:start|close):|date:?)\s*",
    re.IGNORECASE,
)
_DATED_IN = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}/[a-z]{3}/\d{4}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """How a line opens an entry. `style` is where the stamp stands; `before` and `rest` is what is around it."""

    style: str  # lead, trail, loose, lone, inline, within
    stamp: Stamp
    before: str
    rest: str
    rest_from: int = -1  # where `rest` begins in the line
    is_decorated: bool = False
    is_bot: bool = False


def separator(line: str) -> Day | None:
    """The day that a line opens: "--- Day changed Tue Jun 04 2026", "Monday, June 4th", "Today"."""
    if len(line) > 100:
        return None
    bare = line[len(_BARE_EDGE.match(line)[0]) :].rstrip(" \t-–—=_*#|:,.<>~[]()\u200e")  # type: ignore[index]
    if changed := _CHANGED.match(bare):
        bare = bare[changed.end() :]
        stamp = last_stamp(bare)
        if stamp and stamp.day:
            return stamp.day
    return day_in(bare)


@lru_cache(maxsize=4)  # a line is asked about again as the one before the next
def head(line: str) -> Head | None:
    """How this line opens an entry, by the first style that fits; None where it has no stamp."""
    line = line[:LOOK] if len(line) > LOOK else line
    start = _LEAD.match(line).end()  # type: ignore[union-attr]
    if stamp := stamp_at(line, start):
        return _leading(line, stamp)
    return _inline(line) or _trailing(line) or _within(line)


def _leading(line: str, stamp: Stamp) -> Head:
    end = _CLOSE.match(line, stamp.end).end()  # type: ignore[union-attr]
    rest = line[end:]
    if not rest.strip(" \t|*_`"):
        opening = line[: stamp.start]
        return Head("lone", stamp, "", "", is_decorated=stamp.is_half or opening[:1].isspace())
    if _TAIL.fullmatch(rest):
        return Head("lone", stamp, "", "", is_decorated=True)
    return Head("lead", stamp, "", rest, end)


def _inline(line: str) -> Head | None:
    """ana [10:23 AM] text"""
    opens = line.find("[", 1, 64)
    if opens < 1 or not is_name(line[:opens]) or not (stamp := stamp_at(line, opens + 1)):
        return None
    close = line.find("]", stamp.end, stamp.end + 3)
    rest = line[close + 1 :].lstrip(" :\t") if close >= 0 else ""
    if not rest or _TAIL.fullmatch(rest):
        return None
    return Head("inline", stamp, line[:opens], rest, len(line) - len(rest))


def _trailing(line: str) -> Head | None:
    """Ana Silva  10:23 AM"""
    if len(line) > 160 or not (stamp := last_stamp(line)) or not _TAIL.fullmatch(line, stamp.end):
        return None
    before = line[: stamp.start]
    if _ONLY_APP.fullmatch(before) or not before.strip(" \t—–-•·|[(,"):
        return Head("lone", stamp, "", "", is_decorated=True, is_bot=bool(before.strip(" \t—–-•·|[(,")))
    if not is_name(before.rstrip(" \t[(—–•·|,-")):
        return None
    return Head("trail" if _STRONG.search(before) else "loose", stamp, before, "", is_bot=is_bot(before.rstrip()))


def _within(line: str) -> Head | None:
    """level=info ts=2026-06-04T10:23:11Z msg=..., or 10.0.0.7 - - [04/Jun/2026:10:23:11 +0000]"""
    found = _DATED_IN.search(line, 0, 120)
    stamp = stamp_at(line, found.start()) if found else None
    if not stamp or not stamp.day:
        return None
    rest = line[stamp.end :].lstrip(' ]"')
    return Head("within", stamp, line[: stamp.start].rstrip(' ["'), rest, len(line) - len(rest))
