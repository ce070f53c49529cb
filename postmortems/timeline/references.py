"""event-12 in a text: its words, and what kind of entry it is."""

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from postmortems.reviews.access import visible_to
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.references import Kind, Target


def rows(user: User) -> QuerySet[TimelineEvent]:
    """`objects` leaves out what its author keeps back."""
    found: QuerySet[TimelineEvent] = TimelineEvent.objects.alive().filter(review__in=visible_to(user))
    return found


def address(target: Target) -> str:
    return f"{reverse('timeline-event', args=[target.review, target.number])}#timeline-event-{target.number}"


def label(kind: str) -> str:
    return str(TimelineEvent.Kind(kind).label)


EVENT = Kind(rows=rows, address=address, label=label, words="html", state="kind")
