"""Where everything stands in the picture of a story: lanes, points, phases and the axis of time. Pure.

Lengths are in the units of the drawing, WIDTH wide; the browser scales it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from postmortems.shared.clock import local

WIDTH, LEFT, RIGHT = 1000, 150, 980
HEADER_ROW, HEADER_ROWS, CHARACTER = 16, 3, 7
LINE, LANE_PADDING, LINES = 36, 10, 2  # a lane has up to so many lines of points
FOOT = 26
# Beside each other, points need this much room; in a story of many entries those that stand closer are one point.
APART, CROWD, APART_IN_A_CROWD = 20, 150, 40
MOST_LANES = 7
MOST_TICKS = 8
SHORTEST = dt.timedelta(minutes=10)  # what the closest look shows
_MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 43200, 129600, 525600, 5256000)


@dataclass(frozen=True)
class Entry:
    """An entry as the picture needs it. `number` is the one that the table gives it."""

    pk: int
    number: int
    at: dt.datetime
    until: dt.datetime | None
    kind: str
    lane: str
    words: str
    is_about: bool = False
    is_starred: bool = False


@dataclass(frozen=True)
class Window:
    """The stretch of time that is looked at."""

    begins: dt.datetime
    ends: dt.datetime

    @property
    def length(self) -> dt.timedelta:
        return self.ends - self.begins

    def x(self, moment: dt.datetime) -> int:
        """Where the moment stands; what lies outside stands at the edge."""
        share = (moment - self.begins) / self.length
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0))

    def around(self, middle: dt.datetime, length: dt.timedelta) -> "Window":
        """A stretch of that length, no shorter than the closest look."""
        half = max(length, SHORTEST) / 2
        return Window(middle - half, middle + half)


@dataclass(frozen=True)
class Point:
    """One entry, or several that stand too close together to be told apart. `to` is where a long one ends."""

    x: int
    y: int
    entries: tuple[Entry, ...]
    to: int | None = None


@dataclass(frozen=True)
class Lane:
    name: str
    y: int
    height: int
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Phase:
    """A stamp of the response as a line with its word, in one of the rows of the header (0 is the lowest)."""

    x: int
    to: int
    word: str | Promise
    term: str | Promise
    row: int
    is_about: bool
    is_left: bool = False


@dataclass(frozen=True)
class Tick:
    x: int
    words: str


@dataclass(frozen=True)
class Picture:
    window: Window
    top: int
    height: int
    lanes: tuple[Lane, ...]
    phases: tuple[Phase, ...]
    ticks: tuple[Tick, ...]
    entries: tuple[Entry, ...] = field(repr=False)

    @property
    def bottom(self) -> int:
        return self.height - FOOT


@dataclass(frozen=True)
class Stamp:
    """A stamp of the response at its moment."""

    at: dt.datetime
    word: str | Promise
    term: str | Promise
    is_about: bool = False


def whole_of(entries: Sequence[Entry], stamps: Sequence[Stamp]) -> Window | None:
    """The stretch that shows everything, with a little room at both ends; None when there is nothing."""
    moments = [one.at for one in entries] + [one.until for one in entries if one.until] + [one.at for one in stamps]
    if not moments:
        return None
    begins, ends = min(moments), max(moments)
    room = max((ends - begins) * 0.03, SHORTEST / 4)
    return Window(begins - room, ends + room)


def draw(entries: Iterable[Entry], stamps: Sequence[Stamp], window: Window, *, zone: str) -> Picture:
    """The picture of what happened within the window."""
    seen = [one for one in entries if one.at <= window.ends and (one.until or one.at) >= window.begins]
    top = HEADER_ROW * HEADER_ROWS + 8
    lanes, y = [], top
    for name, inside in _by_lane(seen):
        points, lines = _points(inside, window, y, crowded=len(seen) > CROWD)
        height = lines * LINE + LANE_PADDING
        lanes.append(Lane(name, y, height, points))
        y += height
    phases = _phases(stamps, window)
    return Picture(window, top, y + FOOT, tuple(lanes), phases, _ticks(window, zone), tuple(seen))


def _by_lane(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Lanes in the order in which they begin; what is rare shares the last one."""
    often = [name for name, _count in Counter(one.lane for one in entries).most_common(MOST_LANES)]
    lanes: dict[str, list[Entry]] = {}
    for one in sorted(entries, key=lambda one: (one.at, one.number)):
        lanes.setdefault(one.lane if one.lane in often else "", []).append(one)
    rest = lanes.pop("", [])
    return [*lanes.items(), *([(_("others"), rest)] if rest else [])]


def _points(entries: list[Entry], window: Window, y: int, *, crowded: bool) -> tuple[tuple[Point, ...], int]:
    """Each entry on the first line with room for it; without room it joins the point that is in its way."""
    apart = APART_IN_A_CROWD if crowded else APART
    lines: list[list[Point]] = [[] for _line in range(LINES)]
    for one in entries:
        x, to = window.x(one.at), window.x(one.until) if one.until else None
        free = next((line for line in lines if not line or _end(line[-1]) + apart <= x), None)
        if free is None:
            line = min(lines, key=lambda line: abs(line[-1].x - x))
            line[-1] = replace(line[-1], entries=(*line[-1].entries, one))
        else:
            free.append(Point(x, y + LANE_PADDING + lines.index(free) * LINE + 6, (one,), to))
    used = [line for line in lines if line]
    return tuple(point for line in used for point in line), max(len(used), 1)


def _end(point: Point) -> int:
    return max(point.x, point.to or 0)


def _phases(stamps: Sequence[Stamp], window: Window) -> tuple[Phase, ...]:
    """The stamps within the window, each label in the lowest row in which it touches no other."""
    ordered = sorted(stamps, key=lambda one: one.at)
    ends = [0] * HEADER_ROWS
    found = []
    for one, following in pairwise([*ordered, None]):
        if one is None or not window.begins <= one.at <= window.ends:
            continue
        x, width = window.x(one.at), CHARACTER * (len(str(one.word)) + 3)
        is_left = x + width > WIDTH
        begins = x - width if is_left else x
        row = next((row for row in range(HEADER_ROWS) if ends[row] <= begins), HEADER_ROWS - 1)
        ends[row] = begins + width
        to = window.x(following.at) if following else x
        found.append(Phase(x, to, one.word, one.term, row, one.is_about, is_left))
    return tuple(found)


def _ticks(window: Window, zone: str) -> tuple[Tick, ...]:
    """Round times of day on the clock of the story; each new day says its date."""
    minutes = window.length / dt.timedelta(minutes=1)
    step = dt.timedelta(minutes=next((size for size in _MINUTES if minutes / size <= MOST_TICKS), _MINUTES[-1]))
    there = local(window.begins, zone)
    midnight = there.replace(hour=0, minute=0, second=0, microsecond=0)
    moment = window.begins + (-((there - midnight) % step)) % step
    found, day = [], None
    while moment <= window.ends:
        on = local(moment, zone)
        is_new = on.date() != day
        words = f"{on.day} {on:%b}" + (f" {on:%H:%M}" if step < dt.timedelta(days=1) else "")
        found.append(Tick(window.x(moment), words if is_new else f"{on:%H:%M}"))
        day, moment = on.date(), moment + step
    return tuple(found)


@dataclass(frozen=True)
class Zoom:
    """Another stretch to look at; without one, the whole."""

    words: str
    window: Window | None


def zooms(window: Window, whole: Window) -> list[Zoom]:
    """Where one can go from here: closer, further away, earlier, later, everything."""
    middle, length = window.begins + window.length / 2, window.length
    found = [Zoom(_("Closer"), window.around(middle, length / 2))] if length > SHORTEST else []
    if window == whole:
        return found
    wider = window.around(middle, length * 2)
    return [
        *found,
        Zoom(_("Further away"), wider if wider.length < whole.length else None),
        *([Zoom(_("Earlier"), window.around(middle - length / 2, length))] if window.begins > whole.begins else []),
        *([Zoom(_("Later"), window.around(middle + length / 2, length))] if window.ends < whole.ends else []),
        Zoom(_("Everything"), None),
    ]
