"""One dot for each thing on an axis of time, lane below lane; the middle one and the middle half are marked. A dot
leads to what it stands for; where many fall together one larger dot says how many.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from postmortems.insights.charts import axis as axes
from postmortems.insights.charts.axis import Axis
from postmortems.insights.spread import Spread, in_working_days, plain, spread
from postmortems.shared.durations import in_words

WIDTH, LEFT, RIGHT = 640, 12, 620
LANE, HEAD, FOOT = 74, 20, 26  # units of a lane, of its name in it, and of the words below the axis
STEP, PILE = 12, 3  # dots this near are one column; a column of more than so many is one dot with a number
MAKERS: dict[str, Callable[..., Axis]] = {"minutes": axes.minutes, "days": axes.days, "hours": axes.hours}
SAYS: dict[str, Callable[[float], str]] = {
    "minutes": lambda value: in_words(int(value)),
    "days": in_working_days,
    "hours": lambda value: _("%s h") % plain(value),
}


class Dot(NamedTuple):
    """One review by its value. `is_about`: the value is an estimate. Its page and what it says when pointed at are made
    when it is drawn: of thousands only those that stand alone are.
    """

    value: float
    ref: str
    title: str
    is_about: bool = False

    @property
    def href(self) -> str:
        return reverse("review", args=[self.ref])


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
        lanes = (_lane(lane, place * LANE, axis, SAYS[self.unit]) for place, lane in enumerate(self.lanes))
        drawn = [_ticks(axis, bottom), *lanes]
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


def _lane(lane: Lane, top: int, axis: Axis, says: Callable[[float], str]) -> SafeString:
    base = top + LANE - 14
    columns: dict[int, list[Dot]] = defaultdict(list)
    place = {value: axis.x(value) // STEP for value in {dot.value for dot in lane.dots}}  # many took as long
    for dot in lane.dots:
        columns[place[dot.value]].append(dot)
    drawn = (_column(dots, base, axis, says) for _place, dots in sorted(columns.items()))
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


def _column(dots: list[Dot], base: int, axis: Axis, says: Callable[[float], str]) -> SafeString:
    if len(dots) > PILE:
        x = axis.x(sorted(dot.value for dot in dots)[len(dots) // 2])
        return format_html(
            '<g class="crowd"><circle cx="{}" cy="{}" r="11"/><text x="{}" y="{}">×{}</text></g>',
            *(x, base - 11, x, base - 7, len(dots)),
        )
    drawn = '<a href="{}"><circle class="{}" cx="{}" cy="{}" r="5"/><title>{}</title></a>'
    rows = (
        (dot.href, "about" if dot.is_about else "exact", axis.x(dot.value), base - 11 * place, _words(dot, says))
        for place, dot in enumerate(dots)
    )
    return format_html_join("", drawn, rows)


def _words(dot: Dot, says: Callable[[float], str]) -> str:
    """What is read when it is pointed at: "PIR-7 Login refused everybody: ~47 min"."""
    return f"{dot.ref} {dot.title}: {'~' if dot.is_about else ''}{says(dot.value)}"
