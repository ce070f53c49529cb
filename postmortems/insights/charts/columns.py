"""Columns of counts, a quarter of a year each, their parts above each other: strength is told by height and by word."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, TOP, FOOT = 360, 150, 16, 48


@dataclass(frozen=True)
class Column:
    """`parts` from the ground upwards, in the order of `Columns.names`."""

    name: str
    parts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.parts)


@dataclass(frozen=True)
class Columns:
    """`kinds` are the classes of the parts, `names` their words."""

    columns: Sequence[Column]
    kinds: tuple[str, ...]
    names: tuple[str, ...]

    def svg(self, label: str) -> SafeString:
        highest = max((column.total for column in self.columns), default=0) or 1
        room = WIDTH / max(len(self.columns), 1)
        drawn = (
            self._column(column, round(room * place), round(room), highest) for place, column in enumerate(self.columns)
        )
        return format_html(
            '<svg class="chart columns" viewBox="0 0 {} {}" role="img" aria-label="{}">'
            '<path class="ground" d="M0 {}H{}"/>{}{}</svg>',
            *(
                WIDTH,
                TOP + HEIGHT + FOOT,
                label,
                TOP + HEIGHT,
                WIDTH,
                format_html_join("", "{}", ((d,) for d in drawn)),
                self._legend(),
            ),
        )

    def _legend(self) -> SafeString:
        """What each tone means, in words."""
        y, room = TOP + HEIGHT + 30, WIDTH // len(self.names)
        key = '<rect class="{}" x="{}" y="{}" width="12" height="12"/><text class="key" x="{}" y="{}">{}</text>'
        rows = ((kind, room * at, y, room * at + 17, y + 10, name) for at, (kind, name) in enumerate(self._named))
        return format_html_join("", key, rows)

    @property
    def _named(self) -> list[tuple[str, str]]:
        return list(zip(self.kinds, self.names, strict=True))

    def _column(self, column: Column, x: int, room: int, highest: int) -> SafeString:
        width, y, parts = min(round(room * 0.6), 64), TOP + HEIGHT, []
        left = x + (room - width) // 2
        for kind, name, count in zip(self.kinds, self.names, column.parts, strict=True):
            height = round(HEIGHT * count / highest)
            y -= height
            parts.append((kind, left, y, width, height, f"{column.name}, {name}: {count}"))
        rect = '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
        return format_html(
            '{}<text x="{}" y="{}">{}</text><text class="name" x="{}" y="{}">{}</text>',
            *(format_html_join("", rect, parts), x + room // 2, y - 4, column.total),
            *(x + room // 2, TOP + HEIGHT + 16, column.name),
        )
