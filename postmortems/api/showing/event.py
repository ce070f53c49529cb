"""Entries of the story, put into their shape."""

import datetime as dt

from django.conf import settings
from django.db.models import FETCH_RAISE, Q
from django.urls import reverse

from postmortems.api.shapes.event import EventShown
from postmortems.api.showing.voice import Voice
from postmortems.reviews.models import Review
from postmortems.timeline.models import TimelineEvent

ALIKE = (
    "occurred_at",
    "ended_at",
    "is_about",
    "kind",
    "source",
    "evidence_url",
    "has_two_views",
    "is_starred",
    "version",
)


def event_shown(event: TimelineEvent, review: Review, voice: Voice) -> EventShown:
    return EventShown(
        **{name: getattr(event, name) for name in ALIKE},
        id=event.pk,
        ref=f"event-{event.pk}",
        url=settings.BASE_URL + reverse("timeline-event", args=[review.ref, event.pk]),
        body=voice.say(event.body),
        who=voice.part(event.participant),
        role=event.role,
        other_view=voice.say(event.other_view),
    )


def events_after(
    review: Review, *, place: tuple[dt.datetime, int] | None, since: dt.datetime | None, limit: int
) -> list[TimelineEvent]:
    """Entries that are told to everybody, in order, without what was hidden as noise; one more than asked for where
    there are more. One query.
    """
    rows = review.events.alive().filter(is_noise=False).select_related("participant__user")
    if place:
        moment, pk = place
        rows = rows.filter(Q(occurred_at__gt=moment) | Q(occurred_at=moment, pk__gt=pk))
    if since:
        rows = rows.filter(occurred_at__gte=since)
    found: list[TimelineEvent] = list(rows.order_by("occurred_at", "pk").fetch_mode(FETCH_RAISE)[: limit + 1])
    return found
