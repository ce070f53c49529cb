"""What an entry of the story says about the clock of the incident."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from postmortems.reviews.models import Incident
from postmortems.timeline.models import TimelineEvent

Kind = TimelineEvent.Kind

# The kinds that mark a stamp of the response.
MARKERS = {
    Kind.TRIGGER: "started_at",
    Kind.DETECTION: "detected_at",
    Kind.MITIGATION: "mitigated_at",
    Kind.RECOVERY: "resolved_at",
}


@dataclass(frozen=True)
class Offer:
    """A stamp that could be taken from an entry; `stands` is what it says now, which stays until somebody agrees."""

    event: TimelineEvent
    name: str
    word: str | Promise
    at: dt.datetime
    stands: dt.datetime | None


def offer_for(event: TimelineEvent) -> Offer | None:
    """The stamp of the review's incident that this entry marks otherwise than it stands; one query."""
    name = MARKERS.get(Kind(event.kind))
    incident = event.review.incidents.first() if name else None
    if name is None or incident is None or getattr(incident, name) == event.occurred_at:
        return None
    field: Any = Incident._meta.get_field(name)
    return Offer(event, name, field.verbose_name, event.occurred_at, getattr(incident, name))
