"""Marking an entry: what matters, what is noise, where people remember it differently, what kind of moment it was."""

from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import User
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.queries import after
from postmortems.timeline.services import tell, tell_before

# What can be said of an entry with one press, and the mark that takes it back.
MARKS: dict[str, tuple[dict[str, Any], str]] = {
    "star": ({"is_starred": True}, "unstar"),
    "unstar": ({"is_starred": False}, "star"),
    "hide": ({"is_noise": True}, "show"),
    "show": ({"is_noise": False}, "hide"),
    "two-views": ({"has_two_views": True}, "one-view"),
    "one-view": ({"has_two_views": False}, "two-views"),
}


@transaction.atomic
def mark(*, event: TimelineEvent, changes: dict[str, Any], actor: User) -> TimelineEvent:
    """Change what an entry is marked as. The same mark twice is the same as once; its words are left alone."""
    said = {name: value for name, value in changes.items() if getattr(event, name) != value}
    if not said:
        return event
    TimelineEvent.objects.filter(pk=event.pk).update(**said, version=F("version") + 1)
    review = event.review
    event.refresh_from_db()
    event.review = review
    tell(event, verb="marked an event", actor=actor, fields=tuple(said))
    follower = after(event).first() if "is_noise" in said else None
    if follower:
        tell_before(follower)
    return event
