"""Finding documents. What somebody may not see is neither found nor counted: the gate's own rule is in every query.

A review fits when each word stands somewhere in it; what is shown of it are the places. Beyond the newest thousand
places nothing is ranked or counted: a word that is everywhere costs what a rare one costs.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from postmortems.factors.tag import Tagged
from postmortems.library.asking import Asked
from postmortems.library.filters import Filters
from postmortems.library.models import Part, SearchDocument
from postmortems.library.places import ranked
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.states import SETTLED
from postmortems.shared import clock

CONDITIONS = (Part.FACTOR, Part.HELPED)
MOST = 1_000  # places that are ranked and counted, the newest reviews first
FEW = 500  # reviews that are looked through one by one sooner than all places of a word


@dataclass(frozen=True)
class Hit:
    """One place that fits. A higher `rank` fits better; 0 where no words were asked for."""

    document: int
    review: int
    part: str
    rank: float


def hits(user: User, asked: Asked, filters: Filters, *, all_words: bool = True) -> list[Hit]:
    """The places that this person may see and asks for; one query, two where filters leave out reviews. Without
    `all_words` some of the words are enough.
    """
    if asked.says_something:
        among = _among(user, filters) if asks_of_reviews(filters) else None
        found = ranked(user, asked, among=among, all_words=all_words, part=filters.part, most=MOST)
        return [Hit(*row) for row in found]
    reviews = _filtered(visible_to(user), filters, zone=user.zone)
    newest = _of_part(documents(reviews), filters).order_by("-review_id", "-pk")[:MOST]
    return [Hit(*row, 0.0) for row in newest.values_list("pk", "review_id", "part")]


def _among(user: User, filters: Filters) -> QuerySet[Review] | list[int]:
    """The reviews that filters let through; the keys of those that may be seen, where there are few. One query."""
    seen = _filtered(visible_to(user), filters, zone=user.zone).order_by("-pk")
    few = list(seen.values_list("pk", flat=True)[: FEW + 1])
    return few if len(few) <= FEW else _filtered(Review.objects.all(), filters, zone=user.zone)


def findable_by(user: User) -> QuerySet[SearchDocument]:
    """Every document that this person may find."""
    return documents(visible_to(user))


def documents(reviews: QuerySet[Review] | None = None) -> QuerySet[SearchDocument]:
    """What those may read who may see the review: a shared document leaves out words that were never settled."""
    rows = SearchDocument.objects.filter(Q(is_settled=True) | ~Q(review__state__in=SETTLED))
    return rows if reviews is None else rows.filter(review__in=reviews.order_by().values("pk"))


def _of_part(rows: QuerySet[SearchDocument], filters: Filters) -> QuerySet[SearchDocument]:
    """Where no words say which places are meant, the conditions that a filter names, or else the titles."""
    is_of_condition = bool(filters.code or filters.sign)
    if filters.part and (not is_of_condition or filters.part not in CONDITIONS):
        return rows.filter(part=filters.part)
    # A title is found by the number of its review, not among all that stands there.
    title = {"part": Part.TITLE, "source": "review", "object_id": F("review")}
    return rows.filter(_condition(filters)) if is_of_condition else rows.filter(**title)


def asks_of_reviews(filters: Filters) -> bool:
    """Whether they leave out any review, not only places of one."""
    return replace(filters, part="").is_any


def _filtered(rows: QuerySet[Review], filters: Filters, *, zone: str) -> QuerySet[Review]:
    """Those of these reviews that the filters let through; days are those of a calendar in this zone."""
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.team is not None:
        rows = rows.filter(team=filters.team)
    if filters.service is not None:
        touched = Incident.objects.filter(services=filters.service)
        rows = rows.filter(pk__in=touched.order_by().values("review"))
    if filters.tag is not None:
        rows = rows.filter(pk__in=Tagged.objects.filter(tag=filters.tag).values("review"))
    if filters.year is not None:
        rows = with_start(rows).filter(began__year=filters.year)
    if filters.days is not None:
        rows = _of_days(rows, dt.timedelta(days=filters.days), filters.until, zone=zone)
    if filters.code or filters.sign:
        rows = rows.filter(pk__in=documents().filter(_condition(filters)).values("review"))
    return rows


def _of_days(rows: QuerySet[Review], long: dt.timedelta, until: dt.date | None, *, zone: str) -> QuerySet[Review]:
    if until is None:
        return begun_since(rows, clock.now() - long)
    end = clock.at(until + dt.timedelta(days=1), dt.time.min, zone)
    return begun_between(rows, end - long, end)


def with_start(rows: QuerySet[Review]) -> QuerySet[Any]:
    """Each with when it `began`, by its first incident or else by when it was put on record."""
    incidents = Incident.objects.filter(review=OuterRef("pk")).order_by().values("review")
    first = Subquery(incidents.annotate(first=Min("started_at")).values("first"))
    return rows.annotate(began=Coalesce(first, F("filed_at")))


def begun_since(rows: QuerySet[Review], moment: dt.datetime) -> QuerySet[Review]:
    """Those that began then or later, as `with_start` says it: each side of it is one look at all incidents, not a look
    at those of each review.
    """
    before = Incident.objects.filter(started_at__lt=moment).order_by().values("review")
    later = Incident.objects.filter(started_at__gte=moment).order_by().values("review")
    return rows.filter(Q(filed_at__gte=moment) | Q(pk__in=later)).exclude(pk__in=before)


def begun_between(rows: QuerySet[Review], start: dt.datetime, end: dt.datetime) -> QuerySet[Review]:
    """Those that began then; `end` is no longer in it."""
    return begun_since(rows, start).exclude(pk__in=begun_since(rows, end).values("pk"))


def _condition(filters: Filters) -> Q:
    asked = Q(part=filters.part) if filters.part in CONDITIONS else Q(part__in=CONDITIONS)
    if filters.code:
        asked &= Q(code=filters.code)
    return asked & Q(sign=filters.sign) if filters.sign else asked
