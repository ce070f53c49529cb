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
from postmortems.reviews.states import SETTLED, State
from postmortems.shared import clock
from postmortems.shared.labels import label_of
from postmortems.workspace.document_names import Names, names_in

READ = 500  # lines at a time
KEEPERS = ("owner", "facilitator", "filed_by")
# What a line is made of, and no more, as plain values: whole reviews and people are most of what a long register costs.
READS = (
    *("pk", "review", "severity", "began", "resolved_at", "named", "review__number", "review__title", "review__kind"),
    *("review__state", "review__names_as_roles", "review__published_at", "review__closed_at"),
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
    once; then four queries at most for every five hundred look at those alone. So the last line costs what the first
    one costs, and what is put on record meanwhile moves none.
    """
    for keys in batched(rows.values_list("pk", flat=True)[:most], READ):
        found = {row.pk: row for row in _told(rows, keys)}
        page = [found[key] for key in keys if key in found]
        seen = visible_to(user).filter(pk__in={row.review for row in page})
        readable = set(seen.values_list("pk", flat=True))
        names = _names_in({row.review for row in page if row.review__names_as_roles} & readable)
        for row in page:
            yield _line(row, is_readable=row.review in readable, names=names.get(row.review), zone=user.zone)


def _names_in(telling: set[int]) -> dict[int, Names]:
    """Who keeps a review and who took part is read only where it says roles: of most lines nobody has to be known."""
    if not telling:
        return {}
    called = (f"{keeper}__{of}" for keeper in KEEPERS for of in ("display_name", "email"))
    reviews = (
        Review.objects.filter(pk__in=telling, state__in=SETTLED)
        .select_related(*KEEPERS)
        .only("names_as_roles", "state", *called)
    )
    return names_in(list(reviews.fetch_mode(FETCH_RAISE)))


def _told(rows: QuerySet[Any], keys: tuple[int, ...]) -> QuerySet[Any, Any]:
    """What lines say of these incidents."""
    services = Service.objects.filter(incidents=OuterRef("pk")).order_by("name").values("name")
    told = rows.filter(pk__in=keys).annotate(named=ArraySubquery(services)).order_by()
    lines: QuerySet[Any, Any] = told.values_list(*READS, named=True)
    return lines


def _line(row: Any, *, is_readable: bool, names: Names | None, zone: str) -> Line:
    words = row.review__title if names is None else names.words(row.review__title)
    shared, closed = row.review__published_at, row.review__closed_at
    return Line(
        ref=f"PIR-{row.review__number}",
        title=words if is_readable else _("restricted"),
        kind=label_of(Kind, row.review__kind),
        services=", ".join(row.named) if is_readable else "",
        severity=row.severity,
        began=clock.local(row.began, zone),
        ended=clock.local(row.resolved_at, zone) if row.resolved_at else None,
        state=label_of(State, row.review__state),
        shared_on=clock.local(shared, zone).date() if shared else None,
        closed_on=clock.local(closed, zone).date() if closed else None,
    )
