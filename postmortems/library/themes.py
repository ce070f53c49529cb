"""What the radar and theme reviews are made of."""

import datetime as dt
from dataclasses import dataclass

from accounts.models import User
from postmortems.library.finding import documents, with_start
from postmortems.library.models import Collected, Part
from postmortems.library.radar import Radar, radar
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Incident, Review, Service
from postmortems.shared import clock


@dataclass(frozen=True)
class Met:
    """Which kinds of condition were met where: (review, code, service), each once, and what the services are called."""

    places: set[tuple[int, str, int]]
    names: dict[int, str]


def radar_of(user: User, *, days: int | None) -> Radar:
    """The grid of what this person may see; three queries."""
    found = met_by(user, days=days)
    return radar(found.places, found.names, days=days)


def met_by(user: User, *, days: int | None) -> Met:
    """The conditions of the reviews that this person may see and that began in the last `days`, or ever; three
    queries.
    """
    rows = visible_to(user)
    if days is not None:
        rows = with_start(rows).filter(began__gte=clock.now() - dt.timedelta(days=days))
    lately = rows.order_by().values("pk")
    conditions = documents().filter(part=Part.FACTOR, review__in=lately).exclude(code="")
    coded = set(conditions.values_list("review", "code"))
    touched = Incident.objects.filter(review__in=lately, services__isnull=False).order_by()
    where: dict[int, set[int]] = {}
    for review, service in touched.values_list("review", "services"):
        where.setdefault(review, set()).add(service)
    names = dict(Service.objects.filter(pk__in=set().union(*where.values())).values_list("pk", "name"))
    return Met({(review, code, service) for review, code in coded for service in where.get(review, ())}, names)


def collected_by(theme: Review, *, user: User) -> list[Review]:
    """The reviews that a theme review looks at together, as far as this person may see them; one query."""
    rows = Collected.objects.filter(theme=theme).values("review")
    return list(visible_to(user).filter(pk__in=rows).order_by("number"))


def themes_of(review: Review, *, user: User) -> list[Review]:
    """The theme reviews that look at this one among others; one query."""
    return list(
        visible_to(user).filter(pk__in=Collected.objects.filter(review=review).values("theme")).order_by("number")
    )
