"""Keeping a review to some, keeping it so for longer, and opening it: each said by a person."""

import datetime as dt

from django.db import transaction
from django.db.models import FETCH_RAISE, F, Q

from accounts.models import User
from postmortems.audit.services import record
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review, Visibility
from postmortems.reviews.restriction import Restriction

LONGEST = 20


@transaction.atomic
def restrict(*, review: Review, because: str, ends_on: dt.date, actor: User) -> Restriction:
    """Say why a restricted review is, and until when; the last word holds."""
    values = {"because": because, "ends_on": ends_on, "said_by": actor}
    found, _is_new = Restriction.objects.update_or_create(review=review, defaults=values)
    record(verb="said why it is kept to some", chain=f"review:{review.pk}", actor=actor, fields=("because", "ends_on"))
    return found


@transaction.atomic
def open_to_everybody(*, review: Review, actor: User) -> None:
    """From now on everybody here sees it."""
    review.visibility = Visibility.EVERYONE
    review.save(update_fields=["visibility"])
    Restriction.objects.filter(review=review).delete()
    record(verb="opened it to everybody", chain=f"review:{review.pk}", actor=actor, fields=("visibility",))


def restrictions_to_answer(user: User, *, today: dt.date) -> list[Review]:
    """Reviews kept to some, of those that this person keeps, whose day has come or of which nobody said why, as of one
    that was taken in from a file. Those without a day first, then the oldest.
    """
    keeps = Q(owner=user) | Q(facilitator=user)
    if user.is_facilitator:
        keeps |= Q(facilitator=None)
    is_asked = Q(restriction=None) | Q(restriction__ends_on__lte=today)
    rows = visible_to(user).exclude(visibility=Visibility.EVERYONE).filter(keeps, is_asked)
    rows = rows.select_related("restriction").order_by(F("restriction__ends_on").asc(nulls_first=True), "pk")
    return list(rows.fetch_mode(FETCH_RAISE)[:LONGEST])
