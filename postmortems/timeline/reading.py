"""How a story is read: which stretches are silent, where a new day begins, where the stamps stand on the axis. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise

from postmortems.shared.clock import at, local
from postmortems.shared.durations import in_words

# A stretch without an entry that is longer than this is shown as a question (PRACTICE.md section 7.1, screen 5).
SILENT_FOR = dt.timedelta(minutes=15)
# A label takes about this share of the axis: a character, and the space beside it.
PERCENT_A_CHARACTER, PERCENT_BETWEEN = 1, 2
HIGHEST_ROW = 2


class Told(Protocol):
    """An entry as the reading needs it."""

    @property
    def occurred_at(self) -> dt.datetime: ...
    @property
    def ended_at(self) -> dt.datetime | None: ...


@dataclass(frozen=True)
class Silence:
    """A stretch of `minutes` in which nothing was told, around `middle`."""

    minutes: int
    middle: dt.datetime

    @property
    def hours(self) -> int:
        """Whole hours, for a silence that nobody counts in minutes."""
        return round(self.minutes / 60)


@dataclass(frozen=True)
class Row:
    """An entry and what stands before it: a new `day`, or a `silence`, or neither. `who` acted or saw it; `shows` is
    the evidence for it.
    """

    event: Told
    day: dt.date | None = None
    silence: Silence | None = None
    opens: bool = field(default=False, kw_only=True)
    zone: str = field(default="UTC", kw_only=True)
    who: str = field(default="", kw_only=True)
    shows: tuple[Any, ...] = field(default=(), kw_only=True)

    @property
    def begins(self) -> str:
        """The time of day on the clock of the story."""
        return f"{local(self.event.occurred_at, self.zone):%H:%M}"

    @property
    def ends(self) -> str:
        """When it was over, for what took a while."""
        return f"{local(self.event.ended_at, self.zone):%H:%M}" if self.event.ended_at else ""


def until(event: Told) -> dt.datetime:
    """When the entry was over; a moment is over at once."""
    return event.ended_at or event.occurred_at


def silence_between(reached: dt.datetime | None, begins: dt.datetime) -> Silence | None:
    """The silence between what had been told until `reached` and the next entry, if it is long enough to ask about."""
    if reached is None or begins - reached <= SILENT_FOR:
        return None
    length = begins - reached
    middle = (reached + length / 2).replace(second=0, microsecond=0)
    return Silence(minutes=length // dt.timedelta(minutes=1), middle=middle)


def read(
    events: Iterable[Told], *, zone: str, reached: dt.datetime | None = None, day: dt.date | None = None
) -> list[Row]:
    """Entries in order as rows.

    `reached` and `day` tell how far the story was before the first of them; None when it opens here.
    """
    rows = []
    opens = reached is None
    for event in events:
        on = local(event.occurred_at, zone).date()
        silence = silence_between(reached, event.occurred_at)
        rows.append(Row(event, on if on != day else None, silence, opens=opens, zone=zone))
        reached = max(reached or until(event), until(event))
        day, opens = on, False
    return rows


def moment(date: dt.date, time: dt.time, zone: str, *, stood: dt.datetime | None = None) -> dt.datetime | None:
    """A local date and time as a moment in UTC; None for a time that the switch to summer time skipped.

    A time that occurs twice is its first, unless the other `stood` there: what was not changed keeps its seconds.
    """
    typed = dt.datetime.combine(date, time)
    if stood and local(stood, zone).replace(tzinfo=None, second=0, microsecond=0) == typed:
        return stood
    found = at(date, time, zone)
    return found if local(found, zone).replace(tzinfo=None) == typed else None


@dataclass(frozen=True)
class Stamp:
    """A stamp of the response: the word people read, the field's term, minutes after onset, whether it is a guess."""

    word: str | Promise
    term: str | Promise
    minutes: int
    is_about: bool = False


@dataclass(frozen=True)
class Mark:
    """A stamp at its share of the whole, 0 to 100, its label below the axis (`row` 0) or lifted over it (1, 2).

    `end` says to which side the label hangs, so that it stays inside the axis: "from" its mark, "to" it, or around it.
    """

    stamp: Stamp
    at: int
    row: int
    end: str = ""


def axis(stamps: Sequence[Stamp]) -> list[Mark]:
    """Stamps in order of time as marks; nothing when there is no stretch of time to show.

    The first and the last label stand below the axis; each other one takes the lowest row in which it touches nothing.
    """
    whole = stamps[-1].minutes if len(stamps) > 1 else 0
    if whole <= 0:
        return []
    first, *between, last = stamps
    closing = 100 - _width(last)
    ends = [_width(first), *[-100] * HIGHEST_ROW]
    marks = [Mark(first, 0, 0, "from")]
    for stamp in between:
        place, width = round(100 * stamp.minutes / whole), _width(stamp)
        begins, end = _hangs(place, width)
        free = [row for row in range(HIGHEST_ROW) if ends[row] <= begins and (row or begins + width <= closing)]
        row = free[0] if free else HIGHEST_ROW
        ends[row] = begins + width
        marks.append(Mark(stamp, place, row, end))
    return [*marks, Mark(last, 100, 0, "to")]


def _hangs(place: int, width: int) -> tuple[int, str]:
    """Where a label at `place` begins, and its side."""
    if place - width // 2 < 0:
        return place, "from"
    if place + width // 2 > 100:
        return place - width, "to"
    return place - width // 2, ""


def _width(stamp: Stamp) -> int:
    """How much of the axis the label takes, in hundredths."""
    return PERCENT_A_CHARACTER * len(f"{stamp.word} {in_words(stamp.minutes, unit=False)}") + PERCENT_BETWEEN
