"""A curve that climbs in steps, from nothing to all: what share was done so many days after it was promised."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, LEFT, TOP, FOOT = 360, 160, 34, 10, 24
DAYS = 100  # the axis ends a little after the last mark


@dataclass(frozen=True)
class Curve:
    """`steps` are (days, share from 0 to 1) in order; `ends` are days at which something was still open or let go;
    `marks` are the days whose share is said in words.
    """

    steps: Sequence[tuple[int, float]]
    ends: Sequence[int]
    marks: tuple[int, ...]

    def svg(self, label: str) -> SafeString:
        path, reached = f"M{LEFT} {_y(0)}", 0.0
        ends = iter(sorted(day for day in self.ends if day <= DAYS))
        crosses: list[tuple[int, int]] = []
        waiting = next(ends, None)
        for day, share in [*((d, s) for d, s in self.steps if d <= DAYS), (DAYS + 1, -1.0)]:
            while waiting is not None and waiting < day:
                crosses.append((_x(waiting), _y(reached)))
                waiting = next(ends, None)
            path += f"H{_x(min(day, DAYS))}" + (f"V{_y(share)}" if share >= 0 else "")
            reached = share if share >= 0 else reached
        return format_html(
            '<svg class="chart curve" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}'
            '<path class="line" d="{}"/>{}</svg>',
            *(WIDTH, TOP + HEIGHT + FOOT, label, _levels(), self._marks(), path),
            format_html_join("", '<path class="end" d="M{} {}v8"/>', ((x, y - 4) for x, y in sorted(set(crosses)))),
        )

    def _marks(self) -> SafeString:
        mark = '<g class="tick"><path d="M{} {}V{}"/><text x="{}" y="{}" text-anchor="middle">{}</text></g>'
        rows = ((_x(day), TOP, TOP + HEIGHT, _x(day), TOP + HEIGHT + 16, day) for day in self.marks)
        return format_html_join("", mark, rows)


def _levels() -> SafeString:
    level = '<g class="tick"><path d="M{} {}H{}"/><text x="{}" y="{}" text-anchor="end">{} %</text></g>'
    return format_html_join("", level, ((LEFT, _y(p / 100), WIDTH, LEFT - 4, _y(p / 100) + 4, p) for p in (0, 50, 100)))


def _x(day: int) -> int:
    return round(LEFT + (WIDTH - LEFT) * day / DAYS)


def _y(share: float) -> int:
    return round(TOP + HEIGHT * (1 - share))
