"""What somebody keeps back until they share it: read by its author alone, and only through these functions."""

from django.db.models import FETCH_RAISE, Q, QuerySet

from accounts.models import User
from postmortems.reviews.models import Review
from postmortems.timeline.models import TimelineEvent


def readable_by(user: User) -> QuerySet[TimelineEvent]:
    """Every entry that this person may find where they may see its review: what is told to everybody, and their own."""
    return TimelineEvent.everything.filter(Q(is_kept_back=False) | Q(written_by=user))


def kept_back_by(user: User, review: Review) -> QuerySet[TimelineEvent]:
    """What this person still keeps back of the review's story, in order; one query."""
    rows = TimelineEvent.everything.filter(review=review, written_by=user, is_kept_back=True, deleted_at=None)
    return rows.fetch_mode(FETCH_RAISE)
