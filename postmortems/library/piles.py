"""Lines of a letter: a few of a kind, in the words of the shared page, and how many more there are."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from postmortems.reviews.models import Review
from postmortems.shared.copying import Marked, spoken
from postmortems.wording.models import Text
from postmortems.wording.policy import PUBLISHABLE
from postmortems.workspace.document_names import Names, names_in

MOST = 7  # lines under one heading
KEEPERS = ("owner", "facilitator", "filed_by")
LONGEST = 280  # characters of one sentence
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Line:
    """One thing, its address without the host, and what is said below and beside it."""

    words: str
    href: str
    said: str = ""
    beside: str = ""


@dataclass(frozen=True)
class Pile:
    """What stands under one heading."""

    lines: list[Line] = field(default_factory=list)
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def count(self) -> int:
        return len(self.lines) + self.more


@dataclass(frozen=True)
class Heap:
    """The rows that a pile is made from; they are counted only where they are more than fit."""

    rows: list[Any] = field(default_factory=list)
    more: int = 0

    @classmethod
    def of(cls, rows: QuerySet[Any], most: int) -> "Heap":
        found = list(rows[: most + 1])
        return cls(found[:most], rows.order_by().count() - most if len(found) > most else 0)

    @property
    def count(self) -> int:
        return len(self.rows) + self.more

    def pile(self, line: Callable[[Any], Line]) -> Pile:
        return Pile([line(row) for row in self.rows], self.more)


def with_review(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows, each with its review and who keeps that, for the names in its words."""
    return rows.select_related("review", *(f"review__{name}" for name in KEEPERS))


def names_for(*heaps: Heap) -> dict[int, Names]:
    """How the words of each review say names; one query at most."""
    return names_in(list({review.pk: review for review in _reviews(heaps)}.values()))


def _reviews(heaps: Sequence[Heap]) -> Iterator[Review]:
    for heap in heaps:
        yield from (row if isinstance(row, Review) else row.review for row in heap.rows)


def learned(reviews: Sequence[Review]) -> dict[int, str]:
    """What each of these taught, in its first sentence; one query."""
    places = {"owner_kind": "review", "slot": "lessons", "owner_id__in": [one.pk for one in reviews]}
    rows = Text.objects.filter(**places, body_state__in=PUBLISHABLE).values_list("owner_id", "body")
    return {pk: first_sentence(body) for pk, body in rows}


def first_sentence(source: str) -> str:
    """The first sentence of a text in Markdown, cut at a word where it is long. Pure."""
    said = spoken(Marked(source)).partition("\n")[0].removeprefix("- ")
    sentence = _SENTENCE.split(said, maxsplit=1)[0]
    if len(sentence) <= LONGEST:
        return sentence
    return sentence[:LONGEST].rpartition(" ")[0] + " …"


def title_of(review: Review, names: Names) -> str:
    """Its title as the shared page says it; its number where the guard holds the title."""
    return names.words(review.title) if review.title_state in PUBLISHABLE else review.ref


def page_of(review: Review, anchor: str = "") -> str:
    place = reverse("review", args=[review.ref])
    return f"{place}#{anchor}" if anchor else place
