"""The one writer of CSV. Pure.

A spreadsheet runs what begins with one of a few signs: such a cell gets an apostrophe before it (OWASP, CSV Injection).
"""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator

Cell = str | int | dt.date | None
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"  # without it some spreadsheets take UTF-8 for something else


class _Echo:
    """Gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def safe(cell: Cell) -> str:
    """The cell as text that no spreadsheet runs."""
    if cell is None:
        return ""
    words = cell.isoformat() if isinstance(cell, dt.date) else str(cell)
    is_typed = isinstance(cell, str)
    return f"'{words}" if is_typed and words.lstrip(" \u00a0").startswith(RUNS) else words


def as_csv(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """Line by line (RFC 4180), with every cell in quotation marks."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield BOM
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row])
