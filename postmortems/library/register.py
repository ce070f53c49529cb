"""The incident register, for auditors: one line for each incident of a time, complete, and never a total by team.

Who audits sees that an incident was, when and where its review stands; its words only where the gate lets them read.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FETCH_RAISE, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Incident, Kind, Review, Service
from postmortems.reviews.states import State
from postmortems.shared import clock
from postmortems.shared.labels import label_of
from postmortems.workspace.document_names import Names, names_in

READ = 500  # lines at a time
KEEPERS = ("owner", "facilitator", "filed_by")
# What a line is made of, and no more: reading whole reviews and people is most of what a long register costs.
READS = (
    *("severity", "resolved_at", "review__number", "review__title", "review__kind", "review__state"),
    *("review__names_as_roles", "review__published_at", "review__closed_at"),
    *(f"review__{keeper}" for keeper in KEEPERS),
)


@dataclass(frozen=True)
class Line:
    """One incident. Where it may not be read, `title` says so and `services` is empty."""

    ref: str
    title: str
    kind: str
    services: str
    severity: int | None
    began: dt.datetime
    ended: dt.datetime | None
    state: str
    shared_on: dt.date | None
    closed_on: dt.date | None

    @property
    def minutes(self) -> int | None:
        """From onset to its end, where both are known."""
        return round((self.ended - self.began).total_seconds() / 60) if self.ended else None


def first_day(zone: str) -> dt.date | None:
    """On which the first incident or near miss on record began; one query."""
    began = _on_record().order_by("began").values_list("began", flat=True).first()
    return clock.local(began, zone).date() if began else None


def _on_record() -> QuerySet[Any]:
    rows = Incident.objects.filter(review__deleted_at=None, review__kind__in=(Kind.INCIDENT, Kind.NEAR_MISS))
    return rows.annotate(began=Coalesce(F("started_at"), F("review__filed_at")))


def incidents_between(first: dt.date, last: dt.date, *, zone: str) -> QuerySet[Any]:
    """Incidents and near misses that began on these days of the reader's, the newest first."""
    start = clock.at(first, dt.time.min, zone)
    end = clock.at(last + dt.timedelta(days=1), dt.time.min, zone)
    rows = _on_record().filter(began__gte=start, began__lt=end)
    return rows.order_by("-began", "-pk")


def lines(rows: QuerySet[Any], *, user: User, most: int | None = None) -> Iterator[Line]:
    """The lines as this person may read them, the first `most`. Which incidents there are, and in what order, is asked
    once; then four queries for every five hundred look at those alone. So the last line costs what the first one
    costs, and what is put on record meanwhile moves none.
    """
    for keys in batched(rows.values_list("pk", flat=True)[:most], READ):
        found = _told(rows).in_bulk(keys)
        page = [found[key] for key in keys if key in found]
        reviews = {row.review_id: row.review for row in page}
        readable = set(visible_to(user).filter(pk__in=reviews).values_list("pk", flat=True))
        names = _names_in([review for pk, review in reviews.items() if pk in readable])
        for row in page:
            yield _line(row, names.get(row.review_id), zone=user.zone)


def _names_in(reviews: list[Review]) -> dict[int, Names]:
    """Who keeps a review is read only where it says roles: of most lines nobody has to be known."""
    telling = [review for review in reviews if review.names_as_roles and review.is_settled]
    wanted = {getattr(review, f"{keeper}_id") for review in telling for keeper in KEEPERS}
    people = User.objects.only("display_name", "email").in_bulk(wanted - {None})
    for review in telling:
        for keeper in KEEPERS:
            setattr(review, keeper, people.get(getattr(review, f"{keeper}_id")))
    return names_in(reviews)


def _told(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same incidents with what a line says of them."""
    services = Service.objects.filter(incidents=OuterRef("pk")).order_by("name").values("name")
    named = rows.annotate(named=ArraySubquery(services)).select_related("review")
    told: QuerySet[Any] = named.only(*READS).fetch_mode(FETCH_RAISE)
    return told


def _line(row: Any, names: Names | None, *, zone: str) -> Line:
    review = row.review
    return Line(
        ref=review.ref,
        title=names.words(review.title) if names else _("restricted"),
        kind=label_of(Kind, review.kind),
        services=", ".join(row.named) if names else "",
        severity=row.severity,
        began=clock.local(row.began, zone),
        ended=clock.local(row.resolved_at, zone) if row.resolved_at else None,
        state=label_of(State, review.state),
        shared_on=clock.local(review.published_at, zone).date() if review.published_at else None,
        closed_on=clock.local(review.closed_at, zone).date() if review.closed_at else None,
    )
