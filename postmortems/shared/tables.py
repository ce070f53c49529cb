"""The one writer of CSV. Pure.

A spreadsheet runs what begins with one of a few signs: such a cell gets an apostrophe before it (OWASP, CSV Injection).
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from itertools import batched, islice

Cell = str | int | dt.date | None
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
TOGETHER = 200  # rows
BOM = "\ufeff"  # without it some spreadsheets take UTF-8 for something else


def safe(cell: Cell) -> str:
    """The cell as text that no spreadsheet runs."""
    if cell is None:
        return ""
    words = cell.isoformat() if isinstance(cell, dt.date) else str(cell)
    is_typed = isinstance(cell, str)
    return f"'{words}" if is_typed and words.lstrip(" \u00a0").startswith(RUNS) else words


def as_csv(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """RFC 4180, with every cell in quotation marks. The first row comes at once, then two hundred at a time: who reads
    a long table is not sent a piece for each of its lines.
    """
    left = iter(rows)
    yield BOM + _written(islice(left, 1))
    for some in batched(left, TOGETHER):
        yield _written(some)


def _written(rows: Iterable[Iterable[Cell]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue()
