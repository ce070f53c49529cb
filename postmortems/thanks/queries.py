"""Who sees which thanks. Private ones are seen by the two of them alone, whatever somebody may do here."""

import datetime as dt

from django.db.models import FETCH_RAISE, Q, QuerySet

from accounts.models import User
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Participant, Review
from postmortems.shared import clock
from postmortems.thanks.models import Thanks

NEW_FOR = dt.timedelta(days=30)
MOST = 5  # on Home
ON_A_PAGE = 100
ON_PAPER = 1_000


def seen_by(user: User) -> QuerySet[Thanks]:
    """In reviews that this person may see."""
    theirs = Q(is_private=False) | Q(to=user) | Q(added_by=user)
    return Thanks.objects.filter(theirs, review__in=visible_to(user))


def thanks_in(review: Review, *, user: User) -> list[Thanks]:
    rows = seen_by(user).filter(review=review).select_related("to", "added_by")
    return list(rows.fetch_mode(FETCH_RAISE)[:ON_A_PAGE])


def thanks_for_all(review: Review) -> QuerySet[Thanks]:
    """What stands on its shared page and in its copies: never what two of them keep between them."""
    rows = Thanks.objects.filter(review=review, is_private=False).select_related("to", "added_by")
    return rows.fetch_mode(FETCH_RAISE)[:ON_PAPER]


def thanks_to(user: User) -> list[Thanks]:
    """The newest of a month; it stands on Home for as long."""
    since = (clock.now() - NEW_FOR).date()
    rows = seen_by(user).filter(to=user, said_on__gte=since).order_by("-pk").select_related("review", "added_by")
    return list(rows.fetch_mode(FETCH_RAISE)[:MOST])


def may_be_thanked(review: Review, *, by: User) -> QuerySet[User]:
    """Those whom the review knows: who took part, keeps it or put it on record."""
    part = Participant.objects.filter(review=review, user__isnull=False).values("user")
    kept = [review.owner_id, review.facilitator_id, review.filed_by_id]
    people = User.objects.filter(Q(pk__in=part) | Q(pk__in=[pk for pk in kept if pk]), is_active=True)
    return people.exclude(pk=by.pk).order_by("display_name")
