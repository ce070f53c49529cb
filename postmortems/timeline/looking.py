"""What changed in a story since somebody last looked at it: who comes late sees it first."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import FETCH_RAISE, Q

from accounts.models import User
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.timeline.models import LastLook, TimelineEvent
from postmortems.wording.models import TextRevision

# Pages opened within this time of each other are one visit: loading again does not put the news away.
VISIT = dt.timedelta(minutes=30)
MOST = 20  # entries that are listed


@dataclass(frozen=True)
class News:
    """What others told or changed since then; at most MOST entries, the newest first, and how many were taken out."""

    since: dt.datetime
    events: list[TimelineEvent]
    removed: int

    def __bool__(self) -> bool:
        return bool(self.events or self.removed)


@transaction.atomic
def look(*, review: Review, user: User) -> dt.datetime | None:
    """Note that this person looks at the story now. Gives when they last did, before this visit; None at first."""
    now = clock.now()
    last, is_first = LastLook.objects.get_or_create(review=review, user=user, defaults={"looked_at": now})
    if is_first:
        return None
    if now - last.looked_at > VISIT:
        last.before = last.looked_at
    last.looked_at = now
    last.save(update_fields=["before", "looked_at"])
    return last.before


def news_for(user: User, review: Review, *, since: dt.datetime) -> News:
    """What others did with the story since then, in two queries. What somebody keeps back is not in it."""
    versions = TextRevision.objects.filter(owner_kind="event", slot="body", written_at__gt=since)
    theirs = versions.exclude(author=user).values("owner_id")
    events = review.events.alive().filter(is_noise=False, pk__in=theirs).fetch_mode(FETCH_RAISE)
    removed = review.events.filter(Q(deleted_at__gt=since), written_at__lte=since).count()
    return News(since, list(events.order_by("-written_at", "-pk")[:MOST]), removed)
