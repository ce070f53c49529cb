"""What goes by itself, after how long and why: a row of each slice, carried out by one task each night
(operations/tasks.py), and each hour where a day would be too long. docs/privacy.md shows the table, and
`manage.py retention` prints it.

Rows are named when the application starts (`postmortems/apps.py`), because the task stands above the slices.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Kept:
    """`forget` deletes what is over, however much there is; called twice it does no harm. `hourly`: a day more would be
    too long.
    """

    what: str | Promise
    how_long: str | Promise
    why: str | Promise
    forget: Callable[[], object]
    hourly: bool = False


_rows: list[Kept] = []


def register(*rows: Kept) -> None:
    """From now on the task carries these out, in the order in which they came."""
    _rows.extend(rows)


def all_kept() -> tuple[Kept, ...]:
    """Every row, as the slices named them."""
    return tuple(_rows)


def as_table() -> str:
    """In Markdown, for docs/privacy.md."""
    lines = [f"| {row.what} | {row.how_long} | {row.why} |" for row in _rows]
    return "\n".join(["| What goes by itself | After | Why then |", "|---|---|---|", *lines])
