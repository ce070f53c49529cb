"""A page of what was found: ten reviews, each with the places that fit, in words that its reader may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.models import Team, User
from accounts.somebody import somebody
from postmortems.library.asking import Asked
from postmortems.library.excerpts import excerpts
from postmortems.library.finding import with_start
from postmortems.library.grouping import PAGE, Found
from postmortems.library.models import Part, SearchDocument
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review
from postmortems.reviews.queries import services_named
from postmortems.shared.statements import PERSON, ROW, Columns, Shape, Statement
from postmortems.workspace.document_names import names_in

CALLED = ("id", "display_name", "email")
SHAPE = Shape(
    *(Columns(Review), Columns(Team, "team", ["id", "name"])),
    *(Columns(User, at, CALLED) for at in ("owner", "facilitator", "filed_by")),
)
ON_PAGE = [ROW - place for place in range(PAGE)]  # marks for the reviews of a page; one that is not taken fits none


@dataclass(frozen=True)
class Place:
    """One place of a review: what part of it, the words around, and its address."""

    part: str
    html: SafeString
    href: str


@dataclass(frozen=True)
class Result:
    """One review as a reader sees it among others."""

    review: Review
    title: str
    href: str
    places: list[Place]
    further: int


def results(user: User, page: Sequence[Found], asked: Asked) -> list[Result]:
    """The reviews of one page in their order; four queries, none for an empty page."""
    if not page:
        return []
    reviews = {review.pk: review for review in _reviews(user, [one.review for one in page])}
    names = names_in(list(reviews.values()))
    shown = {hit.document for one in page for hit in one.shown}
    documents = {row.pk: row for row in SearchDocument.objects.filter(pk__in=shown).defer("lexemes")}
    words = {pk: names[row.review_id].words(row.words) for pk, row in documents.items() if row.review_id in reviews}
    said = excerpts(words, asked)
    return [
        _result(reviews[one.review], names[one.review], one, {pk: (documents[pk], html) for pk, html in said.items()})
        for one in page
        if one.review in reviews
    ]


def _reviews(user: User, pks: list[int]) -> list[Review]:
    rows = _shown().ask({PERSON: user.pk, **dict(zip(ON_PAGE, pks, strict=False))}) if user.is_active else []
    return [_review(row) for row in rows]


@cache
def _shown() -> Statement:
    rows = with_start(visible_to(somebody()).filter(pk__in=ON_PAGE)).annotate(services=services_named())
    return Statement.of(rows.order_by().values_list("began", "services", *SHAPE.lookups))


def _review(row: tuple[Any, ...]) -> Any:
    began, services, *values = row
    review, review.team, review.owner, review.facilitator, review.filed_by = SHAPE.objects(tuple(values))
    review.began, review.services = began, services
    return review


def _result(review: Review, names: Any, one: Found, said: dict[int, tuple[SearchDocument, SafeString]]) -> Result:
    href = reverse("review", args=[review.ref])
    places = [
        Place(str(Part(row.part).label), html, f"{href}#{row.anchor}" if row.anchor else href)
        for row, html in (said[hit.document] for hit in one.shown if hit.document in said)
    ]
    return Result(review, names.words(review.title), href, places, one.further)
