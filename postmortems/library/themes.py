"""What the radar is made of."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet

from accounts.models import User
from postmortems.library.finding import begun_since, documents
from postmortems.library.models import Part
from postmortems.library.radar import Radar, radar
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review
from postmortems.shared import clock


@dataclass(frozen=True)
class Met:
    """Which reviews met a kind of condition on a service, by (code, service), and what the services are called."""

    places: dict[tuple[str, int], list[int]]
    names: dict[int, str]


def radar_of(user: User, *, days: int | None) -> Radar:
    """The grid of what this person may see; one query."""
    found = met_by(user, days=days)
    return radar(found.places, found.names, days=days)


def met_by(user: User, *, days: int | None) -> Met:
    """The conditions of the reviews that this person may see and that began in the last `days`, or ever; one query."""
    rows = visible_to(user)
    if days is not None:
        rows = begun_since(rows, clock.now() - dt.timedelta(days=days))
    return met_in(rows)


def met_in(rows: QuerySet[Review]) -> Met:
    """The conditions of these reviews, each of which whoever asks may see. One query, which gives a row for each place
    and not for each time that somebody was there.
    """
    conditions = documents(rows).filter(part=Part.FACTOR).exclude(code="")
    there = conditions.filter(review__incidents__deleted_at=None, review__incidents__services__isnull=False)
    service = "review__incidents__services"
    found = there.order_by().values_list("code", service, f"{service}__name")
    places, names = {}, {}
    for code, pk, name, reviews in found.annotate(reviews=ArrayAgg("review", distinct=True)):
        places[code, pk], names[pk] = reviews, name
    return Met(places, names)
