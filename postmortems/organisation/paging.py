"""Long lists of names: searched by any part of a name, shown fifty at a time.

The place in the list is a number: what has a name here is counted in thousands, and skipping that many costs nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import FETCH_RAISE, Model, Q, QuerySet

A_PAGE = 50
WORDS = 5  # of a search; what else was typed asks for nothing


@dataclass(frozen=True)
class Asked:
    """What somebody asks of a list: names with all of these words in them, and which page of it."""

    search: str = ""
    page: int = 1

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """From `q` and `page` of an address; the first page for anything odd."""
        page = said.get("page", "")
        number = int(page) if page.isdecimal() and page.isascii() and len(page) < 5 else 1
        return cls(said.get("q", "").strip(), max(number, 1))


@dataclass(frozen=True)
class Page[Row: Model]:
    """Some rows of a list, what was asked for, and the number of the next page; 0 where there is none."""

    rows: list[Row]
    asked: Asked
    next: int = 0

    @property
    def search(self) -> str:
        return self.asked.search

    @property
    def is_long(self) -> bool:
        """Whether there is, or may be, more than these rows: then the list can be searched."""
        return bool(self.search or self.next or self.asked.page > 1)


def page_of[Row: Model](rows: QuerySet[Row], asked: Asked, *, by: tuple[str, ...] = ("name",)) -> Page[Row]:
    """The page that is asked for; each word stands in one of the fields `by`. One query, and those of prefetches."""
    for word in asked.search.split()[:WORDS]:
        rows = rows.filter(Q(*((f"{field}__icontains", word) for field in by), _connector=Q.OR))
    start = (asked.page - 1) * A_PAGE
    found = list(rows.fetch_mode(FETCH_RAISE)[start : start + A_PAGE + 1])
    return Page(found[:A_PAGE], asked, asked.page + 1 if len(found) > A_PAGE else 0)
