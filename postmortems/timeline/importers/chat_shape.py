"""What a chat or log looks like, learned from its first lines, so that no line has to be read by itself. Pure."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field

from postmortems.timeline.importers.chat_lines import Head, head, separator
from postmortems.timeline.importers.days import Days
from postmortems.timeline.importers.speakers import bare_name, before_colon, is_name, marked_speaker
from postmortems.timeline.importers.stamps import Day

SAMPLE = 2_000
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)(?!\d)")


@dataclass
class Shape:
    """Which styles of headers count, whose names stand before colons, and in which order day and month come."""

    styles: frozenset[str] = frozenset()
    names: Counter[str] = field(default_factory=Counter)
    has_names_before_colons: bool = False
    has_bare_names: bool = False
    has_decorated_stamps: bool = False
    is_month_first: bool = True
    is_twelve: bool = False

    @classmethod
    def of(cls, lines: list[str], near: dt.date) -> "Shape":
        """Learn from the first lines."""
        sample = lines[:SAMPLE]
        heads = [head(line) if line.strip() and not separator(line) else None for line in sample]
        shape = cls(_styles(heads), is_month_first=_is_month_first(sample, heads, near))
        leading = {
            at: found.rest
            for at, found in enumerate(heads)
            if found and found.style == "lead" and not marked_speaker(found.rest)
        }
        spoken = [said[0] for rest in leading.values() if (said := before_colon(rest))]
        shape.names = Counter(spoken)
        shape.has_names_before_colons = len(spoken) >= max(1, len(leading) * 0.5)
        followed = [at for at, rest in leading.items() if is_name(rest) and _says_more(sample, heads, at)]
        shape.has_bare_names = bool(leading) and len(followed) >= len(leading) * 0.5
        shape.is_twelve = any(found and found.stamp.is_half for found in heads)
        lone = [found for found in heads if found and found.style == "lone"]
        decorated = sum(found.is_decorated for found in lone)
        shape.has_decorated_stamps = 0 < decorated < len(lone) or "trail" in shape.styles
        shape.names.update(_names_before_stamps(sample, heads))
        return shape

    def head_of(self, line: str) -> Head | None:
        """How the line opens an entry here; None for a line that goes on."""
        found = head(line)
        return found if found and (found.style in self.styles or (found.style == "lead" and found.stamp.day)) else None

    def may_name(self, line: str, after: Head, *, is_apart: bool) -> bool:
        """Whether a line says who speaks at the stamp that stands alone in the next line."""
        if not is_name(line) or (self.has_decorated_stamps and not (after.is_decorated or after.is_bot)):
            return False
        return after.is_decorated or is_apart or self.names[bare_name(line)] > 1 or " " in bare_name(line)

    def is_spoken_by(self, name: str) -> bool:
        """Whether a word before a colon is a name here."""
        return self.has_names_before_colons or self.names[name] > 1


def _styles(heads: list[Head | None]) -> frozenset[str]:
    """Those that occur often enough to be meant. Two spaces fewer make a header doubtful: it has to come again."""
    counted = Counter(found.style for found in heads if found)
    most = max(counted.values(), default=0)
    needed = {"loose": max(3, most * 0.2), "within": max(1, most * 0.6)}
    return frozenset(style for style, count in counted.items() if count >= needed.get(style, most * 0.1))


def _says_more(lines: list[str], heads: list[Head | None], at: int) -> bool:
    return at + 1 < len(lines) and bool(lines[at + 1].strip()) and heads[at + 1] is None


def _names_before_stamps(lines: list[str], heads: list[Head | None]) -> list[str]:
    found = []
    for line, following in zip(lines, heads[1:], strict=False):
        if following and following.style == "lone" and line.strip() and is_name(line):
            found.append(bare_name(line))
    return found


def _is_month_first(lines: list[str], heads: list[Head | None], near: dt.date) -> bool:
    """Told by a number above twelve; else by what lies nearer to the incident; else by a clock of twelve hours."""
    pairs = [(int(found[1]), int(found[2])) for line in lines if (found := _NUMERIC.search(line[:60]))]
    if any(first > 12 for first, _second in pairs):
        return False
    if any(second > 12 for _first, second in pairs):
        return True
    either = next((day for found in heads if found and (day := found.stamp.day) and day.is_either), None)
    if either:
        months, days = (_distance(either, near, is_month_first=order) for order in (True, False))
        if months != days and min(months, days) <= 3:
            return months < days
    return any(found and found.stamp.is_half for found in heads)


def _distance(day: Day, near: dt.date, *, is_month_first: bool) -> int:
    date = Days(near, is_month_first).date_of(day)
    return abs((date - near).days) if date else 100_000
