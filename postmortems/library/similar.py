"""Earlier reviews like what somebody writes, with the reason: the same service and kind, or words in common."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import F, Func, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from accounts.models import User
from postmortems.factors.taxonomy import Code
from postmortems.library.excerpts import plain
from postmortems.library.finding import findable_by
from postmortems.library.likeness import EVERYWHERE, Likeness, Piece, alike
from postmortems.library.models import Part, SearchDocument
from postmortems.reviews.models import Incident, Review, Service
from postmortems.workspace.document_names import Names, names_in

LOOKED_AT = 300  # the newest places with any of the words
MOST_WORDS, LONG = 40, 180
CONDITIONS = (Part.FACTOR, Part.HELPED)
WHOLE = (*CONDITIONS, Part.TITLE, Part.NOTICED, Part.LESSONS)


@dataclass(frozen=True)
class Earlier:
    """Something earlier as it is offered: what it says, where it stands, and why it is offered."""

    review: Review
    title: str
    words: str
    href: str
    why: str


def similar_conditions(review: Review, *, user: User, sentence: str, code: str, most: int = 3) -> list[Earlier]:
    """Conditions of other reviews that are like this sentence; six queries at most."""
    return _earlier(review, user, words=sentence, codes={code} - {""}, parts=CONDITIONS)[:most]


def similar_reviews(review: Review, *, user: User, most: int = 4) -> list[Earlier]:
    """Other reviews that are like this one, each once, by its likest place; eight queries at most."""
    own = SearchDocument.objects.filter(review=review, part__in=(Part.TITLE, Part.FACTOR, Part.NOTICED))
    rows = list(own.order_by("-part", "pk").values_list("words", "code"))
    said = names_in([review])[review.pk].words("\n".join(words for words, _code in rows))
    found: dict[int, Earlier] = {}
    for one in _earlier(review, user, words=said, codes={code for _words, code in rows} - {""}, parts=WHOLE):
        found.setdefault(one.review.pk, one)
    return list(found.values())[:most]


def _earlier(
    review: Review, user: User, *, words: str, codes: Collection[str], parts: tuple[Part, ...]
) -> list[Earlier]:
    lexemes = _lexemes(words)
    touched = dict(
        Service.objects.filter(incidents__review=review, incidents__deleted_at=None).values_list("pk", "name")
    )
    rows = list(_places(user, review, lexemes, codes=codes, services=list(touched), parts=parts))
    names = names_in([row.review for row in rows])
    pieces = [_piece(row, names[row.review_id], lexemes, touched, codes) for row in rows]
    by_pk = {row.pk: row for row in rows}
    return [_offered(one, by_pk[one.piece.document], names) for one in alike(pieces)]


def _lexemes(words: str) -> dict[str, str]:
    """The words that say something, as the language bends them, each with the first form in which it was written."""
    said = dict.fromkeys(word.casefold() for word in re.findall(r"\w{3,60}", words))
    telling = [word for word in said if word not in EVERYWHERE][: MOST_WORDS * 3]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lexeme, w FROM unnest(%s::text[]) WITH ORDINALITY a(w, place), "
            "unnest(to_tsvector('english', library_folded(w))) WHERE lexeme !~ '^[0-9]' ORDER BY place DESC",
            [telling],
        )
        found = dict(cursor.fetchall())
    return dict(list(found.items())[-MOST_WORDS:])


def _places(
    user: User,
    review: Review,
    lexemes: dict[str, str],
    *,
    codes: Collection[str],
    services: list[int],
    parts: tuple[Part, ...],
) -> QuerySet[Any]:
    """The newest places of other reviews that share a word, or service and kind; one query."""
    touched = Incident.objects.filter(services__in=services).order_by()
    wanted = Q(code__in=codes) & Q(review__in=touched.values("review"))
    if lexemes:
        any_word = " | ".join(f"'{lexeme}'" for lexeme in lexemes if lexeme.isalnum())
        wanted |= Q(lexemes=SearchQuery(any_word, search_type="raw", config="simple"))
    rows = findable_by(user).filter(wanted, part__in=parts).exclude(review=review)
    there = touched.filter(review=OuterRef("review")).values("services").distinct()
    rows = rows.annotate(services=ArraySubquery(there), has=Func(F("lexemes"), function="tsvector_to_array"))
    return (
        rows.select_related("review__owner", "review__facilitator", "review__filed_by")
        .defer("lexemes")
        .order_by("-review_id", "-pk")[:LOOKED_AT]
    )


def _piece(row: Any, names: Names, lexemes: dict[str, str], touched: dict[int, str], codes: Collection[str]) -> Piece:
    """What the place has in common. A name that its page does not say is not in common."""
    readable = names.words(row.words).casefold()
    is_changed = readable != row.words.casefold()
    shared = {lexemes[one] for one in row.has if one in lexemes}
    seen = shared if not is_changed else {word for word in shared if word in readable}
    service = next((touched[pk] for pk in row.services or () if pk in touched), "")
    return Piece(
        row.pk, row.review_id, frozenset(seen), service, str(Code(row.code).label) if row.code in codes else ""
    )


def _offered(one: Likeness, row: Any, names: dict[int, Names]) -> Earlier:
    own, href = names[row.review_id], reverse("review", args=[row.review.ref])
    words = "" if row.part == Part.TITLE else Truncator(plain(own.words(row.words))).chars(LONG)
    return Earlier(
        row.review, own.words(row.review.title), words, f"{href}#{row.anchor}" if row.anchor else href, one.why
    )
