"""One dot for each thing on an axis of time, lane below lane; the middle one and the middle half are marked. A dot
leads to what it stands for; where many fall together one larger dot says how many.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from postmortems.insights.charts import axis as axes
from postmortems.insights.charts.axis import Axis
from postmortems.insights.spread import Spread, spread

WIDTH, LEFT, RIGHT = 640, 12, 620
LANE, HEAD, FOOT = 74, 20, 26  # units of a lane, of its name in it, and of the words below the axis
STEP, PILE = 12, 3  # dots this near are one column; a column of more than so many is one dot with a number
MAKERS: dict[str, Callable[..., Axis]] = {"minutes": axes.minutes, "days": axes.days, "hours": axes.hours}


@dataclass(frozen=True)
class Dot:
    """One thing: its value, its page, and what it says when pointed at. `is_about`: the value is an estimate."""

    value: float
    href: str
    words: str
    is_about: bool = False


@dataclass(frozen=True)
class Lane:
    name: str
    says: str
    dots: Sequence[Dot]


@dataclass(frozen=True)
class Dots:
    """The whole picture. `unit` names the axis."""

    lanes: Sequence[Lane]
    unit: str

    def svg(self, label: str) -> SafeString:
        longest = max((dot.value for lane in self.lanes for dot in lane.dots), default=1)
        axis = MAKERS[self.unit](longest, left=LEFT, right=RIGHT)
        bottom = LANE * len(self.lanes)
        drawn = [_ticks(axis, bottom), *(_lane(lane, place * LANE, axis) for place, lane in enumerate(self.lanes))]
        return format_html(
            '<svg class="chart dots" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>',
            *(WIDTH, bottom + FOOT, label, format_html_join("", "{}", ((part,) for part in drawn))),
        )


def _ticks(axis: Axis, bottom: int) -> SafeString:
    last = len(axis.ticks) - 1
    anchors = {0: "start", last: "end"}
    places = ((axis.x(value), words, anchors.get(at, "middle")) for at, (value, words) in enumerate(axis.ticks))
    tick = '<g class="tick"><path d="M{} 0V{}"/><text x="{}" y="{}" text-anchor="{}">{}</text></g>'
    return format_html_join("", tick, ((x, bottom + 4, x, bottom + 18, anchor, words) for x, words, anchor in places))


def _lane(lane: Lane, top: int, axis: Axis) -> SafeString:
    base = top + LANE - 14
    columns: dict[int, list[Dot]] = defaultdict(list)
    for dot in lane.dots:
        columns[axis.x(dot.value) // STEP].append(dot)
    drawn = (_column(dots, base, axis) for _place, dots in sorted(columns.items()))
    return format_html(
        '<g class="lane"><path d="M0 {}H{}"/><text x="{}" y="{}"><tspan class="name">{}</tspan> {}</text>{}{}</g>',
        *(base + 8, WIDTH, LEFT, top + HEAD - 4, lane.name, lane.says),
        *(
            _middle(spread([dot.value for dot in lane.dots]), base, axis),
            format_html_join("", "{}", ((d,) for d in drawn)),
        ),
    )


def _middle(found: Spread | None, base: int, axis: Axis) -> SafeString:
    """The middle half as a band, the middle one as a line."""
    if found is None or found.n < 2:
        return SafeString("")
    first, third = axis.x(found.first), axis.x(found.third)
    return format_html(
        '<rect class="half" x="{}" y="{}" width="{}" height="36" rx="4"/><path class="middle" d="M{} {}v36"/>',
        *(first - 3, base - 29, third - first + 6, axis.x(found.middle), base - 29),
    )


def _column(dots: list[Dot], base: int, axis: Axis) -> SafeString:
    if len(dots) > PILE:
        x = axis.x(sorted(dot.value for dot in dots)[len(dots) // 2])
        return format_html(
            '<g class="crowd"><circle cx="{}" cy="{}" r="11"/><text x="{}" y="{}">×{}</text></g>',
            *(x, base - 11, x, base - 7, len(dots)),
        )
    drawn = '<a href="{}"><circle class="{}" cx="{}" cy="{}" r="5"/><title>{}</title></a>'
    rows = (
        (dot.href, "about" if dot.is_about else "exact", axis.x(dot.value), base - 11 * place, dot.words)
        for place, dot in enumerate(dots)
    )
    return format_html_join("", drawn, rows)
