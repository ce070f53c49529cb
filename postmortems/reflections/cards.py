"""What Home says to one person about their own accounts. In the app alone: none of it is ever mailed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FETCH_RAISE, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Organisation, User
from postmortems.reflections.check_in import PutAway
from postmortems.reflections.fence import seen_by
from postmortems.reflections.moments import LONGEST, Moment, due
from postmortems.reflections.need import Need
from postmortems.reflections.snapshot import Snapshot
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.queries import involving
from postmortems.shared import clock
from postmortems.shared.statements import Statement

MOST = 3


@dataclass(frozen=True)
class Card:
    review: Review
    moment: Moment


@dataclass(frozen=True)
class PrivateCards:
    cards: list[Card]
    shown: int
    needs: int


def private_cards(user: User, *, today: dt.date) -> PrivateCards:
    """The cards of today, how many copies others show them, and how many needs wait for them; two queries."""
    theirs = [Snapshot.objects.filter(reader=user), Need.objects.filter(facilitator=user, sent_on__lt=today)]
    with seen_by(user):
        rows = list(_lately(user))
        shown, needs = Statement.counting(theirs).ask({})[0]
    cards = [Card(review, moment) for review in rows if (moment := _moment(review, user, today))]
    return PrivateCards(cards=cards[:MOST], shown=shown, needs=needs)


def _lately(user: User) -> QuerySet[Any]:
    """The reviews that this person was involved in, and that could ask something now; with what they put away."""
    since = clock.now() - LONGEST
    over = Incident.objects.filter(review=OuterRef("pk")).order_by("-resolved_at", "-started_at")
    put_away = PutAway.objects.filter(person=user, review=OuterRef("pk")).values("moment")
    rows = (
        visible_to(user)
        .filter(pk__in=involving(user))
        .annotate(
            over=Coalesce(Subquery(over.values(end=Coalesce("resolved_at", "started_at"))[:1]), "filed_at"),
            put_away=ArraySubquery(put_away),
            checks_in=Exists(Organisation.objects.filter(pk=1, checks_in=True)),
        )
    )
    lately = rows.filter(Q(over__gte=since) | Q(published_at__gte=since))
    return lately.order_by("-number").fetch_mode(FETCH_RAISE)[:50]


def _moment(review: Any, user: User, today: dt.date) -> Moment | None:
    shared_on = clock.local(review.published_at, user.zone).date() if review.published_at else None
    over_on = clock.local(review.over, user.zone).date()
    moment = due(over_on=over_on, shared_on=shared_on, today=today, checks_in=review.checks_in)
    return None if moment in review.put_away else moment


def put_card_away(*, user: User, review: Review, moment: str) -> None:
    """They do not want to be asked this again."""
    with seen_by(user):
        PutAway.objects.bulk_create([PutAway(person=user, review=review, moment=moment)], ignore_conflicts=True)
