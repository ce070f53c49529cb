"""Entries that came by themselves, in the story of a review: each once, under the identity that it has over there."""

from postmortems.audit.services import record
from postmortems.incoming.kinds import Kind
from postmortems.incoming.models import Endpoint
from postmortems.live.services import announce
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.text import render
from postmortems.timeline.importers.entries import Entry
from postmortems.timeline.models import EventSource, Source, TimelineEvent
from postmortems.timeline.services import EVENT
from postmortems.wording.models import TextRevision

SOURCES = {
    Kind.ALERTMANAGER: Source.ALERT,
    Kind.GRAFANA: Source.ALERT,
    Kind.PAGERDUTY: Source.PAGER,
    Kind.OPSGENIE: Source.PAGER,
    Kind.GITHUB: Source.DEPLOY,
}
LONGEST_IDENTITY, LONGEST_URL, LONGEST_BODY = 200, 500, 20_000
MOST = 200  # entries of one message; what a sender puts together beyond that is a log


def tell(*, review: Review, endpoint: Endpoint, entries: list[Entry]) -> int:
    """Add what is not there yet; gives how much that was. Belongs into the transaction of the message."""
    Review.objects.select_for_update().get(pk=review.pk)  # two endpoints may tell the same story
    by_identity = {entry.identity[:LONGEST_IDENTITY]: entry for entry in entries[:MOST]}
    here = TimelineEvent.everything.filter(review=review, external_id__in=by_identity)
    fresh = [name for name in by_identity if name not in set(here.values_list("external_id", flat=True))]
    if not fresh:
        return 0
    origin = _origin(review, endpoint)
    made = TimelineEvent.objects.bulk_create(_event(review, origin, name, by_identity[name]) for name in fresh)
    place = {"owner_kind": "event", "slot": "body", "version": 1, "written_at": clock.now()}
    TextRevision.objects.bulk_create(TextRevision(owner_id=row.pk, body=row.body, **place) for row in made)
    record(verb="told the story", chain=f"review:{review.pk}", actor=None, target=f"endpoint:{endpoint.pk}")
    for event in made:
        announce(room=f"review:{review.pk}", topic=EVENT, object_id=event.pk)
    return len(made)


def _origin(review: Review, endpoint: Endpoint) -> EventSource:
    """The source that these entries stand under, whose clock can be set afterwards."""
    kind = SOURCES.get(Kind(endpoint.kind), Source.IMPORT)
    made = {"zone": "UTC", "added_at": clock.now()}
    return EventSource.objects.get_or_create(review=review, kind=kind, name=endpoint.name, defaults=made)[0]


def _event(review: Review, origin: EventSource, identity: str, entry: Entry) -> TimelineEvent:
    said = f"{entry.who}: {entry.text}" if entry.who else entry.text
    body = said.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()[:LONGEST_BODY]
    return TimelineEvent(
        review=review,
        origin=origin,
        occurred_at=entry.at,
        recorded_at=entry.at,
        names_its_zone=True,
        zone=review.zone,
        kind=entry.kind,
        source=origin.kind,
        body=body,
        html=render(body),
        evidence_url=entry.url if len(entry.url) <= LONGEST_URL else "",
        external_id=identity,
        written_at=clock.now(),
    )
