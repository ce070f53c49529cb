"""The incident register, for auditors: one line for each incident of a time, complete, and never a total by team.

Who audits sees that an incident was, when and where its review stands; its words only where the gate lets them read.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Incident, Kind
from postmortems.reviews.states import State
from postmortems.shared import clock
from postmortems.workspace.document_names import Names, names_in

READ = 500  # lines at a time
KEEPERS = ("review__owner", "review__facilitator", "review__filed_by")


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


def incidents_between(first: dt.date, last: dt.date, *, zone: str) -> QuerySet[Any]:
    """Incidents and near misses that began on these days of the reader's, the newest first."""
    start = clock.at(first, dt.time.min, zone)
    end = clock.at(last + dt.timedelta(days=1), dt.time.min, zone)
    rows = Incident.objects.filter(review__deleted_at=None, review__kind__in=(Kind.INCIDENT, Kind.NEAR_MISS))
    rows = rows.annotate(began=Coalesce(F("started_at"), F("review__filed_at"))).filter(began__gte=start, began__lt=end)
    named = ArrayAgg("services__name", filter=Q(services__isnull=False), order_by="services__name", default=[])
    return rows.annotate(named=named).select_related("review", *KEEPERS).order_by("-began", "-pk")


def lines(rows: QuerySet[Any], *, user: User) -> Iterator[Line]:
    """The lines as this person may read them; three queries for every five hundred."""
    at = 0
    while page := list(rows[at : at + READ]):
        reviews = {row.review_id: row.review for row in page}
        readable = set(visible_to(user).filter(pk__in=reviews).values_list("pk", flat=True))
        names = names_in([review for pk, review in reviews.items() if pk in readable])
        for row in page:
            yield _line(row, names.get(row.review_id), zone=user.zone)
        at += READ


def _line(row: Any, names: Names | None, *, zone: str) -> Line:
    review = row.review
    return Line(
        ref=review.ref,
        title=names.words(review.title) if names else _("restricted"),
        kind=str(review.get_kind_display()),
        services=", ".join(row.named) if names else "",
        severity=row.severity,
        began=clock.local(row.began, zone),
        ended=clock.local(row.resolved_at, zone) if row.resolved_at else None,
        state=str(State(review.state).label),
        shared_on=clock.local(review.published_at, zone).date() if review.published_at else None,
        closed_on=clock.local(review.closed_at, zone).date() if review.closed_at else None,
    )
