"""The picture of a story as inline SVG: classes and attributes only, a shape for each kind, a link for each point."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from postmortems.shared.clock import local
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.picture import LEFT, RIGHT, WIDTH, Entry, Lane, Phase, Picture, Point

Kind = TimelineEvent.Kind
# Around 0,0 and about twelve units wide. Filled shapes begin or end something, hollow ones lie between.
SHAPES: dict[str, tuple[str, bool]] = {
    Kind.NORMAL: ("M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z", False),
    Kind.TRIGGER: ("M0 -7L7 6L-7 6z", True),
    Kind.DETECTION: ("M0 -7L7 0L0 7L-7 0z", False),
    Kind.OBSERVATION: ("M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z", False),
    Kind.HYPOTHESIS: ("M-6 3L-3 -6L3 -6L6 3L0 6z", False),
    Kind.DIAGNOSIS: ("M0 -7L7 0L0 7L-7 0z", True),
    Kind.DECISION: ("M-6 -6H6V6H-6z", False),
    Kind.ACTION: ("M-6 -6H6V6H-6z", True),
    Kind.COMMUNICATION: ("M-7 -6H7V3H1L-4 7V3H-7z", False),
    Kind.MITIGATION: ("M0 7L7 -6L-7 -6z", False),
    Kind.RECOVERY: ("M0 7L7 -6L-7 -6z", True),
    Kind.KEY_MOMENT: ("M0 -8L2 -2.5L8 -2.5L3.2 1.2L5 7L0 3.5L-5 7L-3.2 1.2L-8 -2.5L-2 -2.5z", True),
}
WORDS = 22  # characters of a lane's name that fit beside it


@dataclass(frozen=True)
class Frame:
    """What the drawing needs beside the geometry: the clock of the story, and where points lead."""

    zone: str
    entry: Callable[[Entry], str]
    several: Callable[[Point], str]


def svg(picture: Picture, frame: Frame) -> SafeString:
    """The whole drawing. Its words are those of the entries as they were handed in: nothing is looked up."""
    parts = [
        *(_phase(phase, picture) for phase in picture.phases),
        *(_tick_line(tick.x, tick.words, picture) for tick in picture.ticks),
        *(_lane(lane, frame) for lane in picture.lanes),
    ]
    n = len(picture.entries)
    label = ngettext("A picture of %d entry by time", "A picture of %d entries by time", n) % n
    return format_html(
        '<svg class="picture" viewBox="0 0 {} {}" role="group" aria-label="{}"><defs>{}</defs>{}</svg>',
        *(WIDTH, picture.height, label),
        format_html_join("", '<path id="kind-{}" d="{}"/>', ((kind, shape) for kind, (shape, _f) in _used(picture))),
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def legend(picture: Picture) -> SafeString:
    """What the shapes mean, each beside its word."""
    drawn = '<li><svg class="shape" viewBox="-9 -9 18 18" aria-hidden="true"><path class="{}" d="{}"/></svg> {}</li>'
    rows = ((_fill(kind), shape, Kind(kind).label) for kind, (shape, _f) in _used(picture))
    return format_html('<ul class="legend">{}</ul>', format_html_join("", drawn, rows))


def _used(picture: Picture) -> list[tuple[str, tuple[str, bool]]]:
    kinds = {one.kind for one in picture.entries}
    return [(str(kind), shape) for kind, shape in SHAPES.items() if kind in kinds]


def _fill(kind: str) -> str:
    return f"mark {kind}{' filled' if SHAPES[kind][1] else ''}"


def _phase(phase: Phase, picture: Picture) -> SafeString:
    y = picture.top - 10 - 16 * phase.row
    words = f"~{phase.word}" if phase.is_about else str(phase.word)
    return format_html(
        '<g class="phase"><rect x="{}" y="{}" width="{}" height="{}"/><path d="M{} {}V{}"/>'
        '<text x="{}" y="{}" text-anchor="{}">{}<title>{}</title></text></g>',
        *(phase.x, picture.top - 4, max(phase.to - phase.x, 0), picture.bottom - picture.top + 4),
        *(phase.x, y - 10, picture.bottom),
        *(phase.x + (-4 if phase.is_left else 4), y),
        "end" if phase.is_left else "start",
        *(words, phase.term),
    )


def _tick_line(x: int, words: str, picture: Picture) -> SafeString:
    tick = '<g class="tick"><path d="M{} {}V{}"/><text x="{}" y="{}" text-anchor="{}">{}</text></g>'
    anchor = "end" if x > RIGHT - 30 else "middle"
    return format_html(tick, x, picture.top, picture.bottom + 5, x, picture.bottom + 18, anchor, words)


def _lane(lane: Lane, frame: Frame) -> SafeString:
    name = lane.name if len(lane.name) <= WORDS else f"{lane.name[: WORDS - 1]}…"
    return format_html(
        '<g class="lane"><path d="M0 {y}H{right}"/><text x="4" y="{middle}">{name}<title>{whole}</title></text>'
        "{points}</g>",
        y=lane.y,
        right=WIDTH,
        middle=lane.y + lane.height // 2 + 4,
        name=name,
        whole=lane.name,
        points=format_html_join("", "{}", ((_point(point, frame),) for point in lane.points)),
    )


def _point(point: Point, frame: Frame) -> SafeString:
    if len(point.entries) > 1:
        return _crowd(point, frame)
    one = point.entries[0]
    time = f"{'~' if one.is_about else ''}{local(one.at, frame.zone):%H:%M}"
    lasting = format_html('<path class="lasting" d="M{} {}H{}"/>', point.x, point.y, point.to) if point.to else ""
    return format_html(
        '<a href="{}" class="{}">{}<circle class="halo" cx="{}" cy="{}" r="11"/>'
        '<use href="#kind-{}" x="{}" y="{}" class="{}"/>'
        '<text x="{}" y="{}">{}</text><title>{}</title></a>',
        *(frame.entry(one), "starred" if one.is_starred else "plain", lasting, point.x, point.y),
        *(one.kind, point.x, point.y, _fill(one.kind), point.x, point.y + 21, one.number),
        f"{one.number}. {time} {Kind(one.kind).label}: {one.words}",
    )


def _crowd(point: Point, frame: Frame) -> SafeString:
    n = len(point.entries)
    words = _("%(n)d entries close together, %(from)s to %(to)s. Look closer.") % {
        "n": n,
        "from": f"{local(point.entries[0].at, frame.zone):%H:%M}",
        "to": f"{local(point.entries[-1].at, frame.zone):%H:%M}",
    }
    return format_html(
        '<a href="{}" class="crowd"><rect x="{}" y="{}" width="26" height="16" rx="8"/><text x="{}" y="{}">{}</text>'
        "<title>{}</title></a>",
        *(frame.several(point), max(point.x - 13, LEFT), point.y - 8, max(point.x, LEFT + 13), point.y + 4, f"×{n}"),
        words,
    )
