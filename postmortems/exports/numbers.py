"""What a document calls event-12 gets a new number here; texts that point at it are turned to the new one. Pure."""

from collections.abc import Iterable
from typing import Any

from postmortems.shared.text import REFERENCE

Row = Any


class Numbers:
    """Old reference -> the row that stands for it here."""

    def __init__(self, ref: str) -> None:
        self._ref = ref  # how the document called the review itself
        self._rows: dict[str, Row] = {}
        self._new: dict[str, str] = {}

    def note(self, old: str, row: Row) -> None:
        """`row` was called `old` in the document."""
        self._rows[old] = row
        self._new[old] = f"{old.partition('-')[0]}-{row.pk}"

    def name_review(self, ref: str) -> None:
        if self._ref:
            self._new[self._ref] = ref

    def row(self, old: str | None) -> Row | None:
        """The row that a document's reference leads to; None where it leads nowhere."""
        return self._rows.get(old or "")

    def rows(self, olds: Iterable[str]) -> list[Row]:
        return [self._rows[old] for old in olds if old in self._rows]

    def turned(self, words: str) -> str:
        """The words with the references of the document turned to the numbers that things have here."""
        return REFERENCE.sub(self._turn, words)

    def _turn(self, found: Any) -> str:
        old = found[1]
        return str(found[0].replace(old, self._new.get(old, old)))
