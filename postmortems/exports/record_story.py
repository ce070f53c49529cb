"""The story as a part of the document: entries with their sources and what shows them."""

from collections import defaultdict
from typing import Any

from django.db.models import FETCH_RAISE

from postmortems.exports import shape
from postmortems.exports.people import Called
from postmortems.reviews.models import Review
from postmortems.timeline.models import Evidence

Data = dict[str, Any]


def sources_of(review: Review) -> list[Data]:
    """Where entries came from, and how each clock is read."""
    return [{"id": f"source-{row.pk}", **shape.SOURCE.written(row, str)} for row in review.event_sources.order_by("pk")]


def story_of(review: Review, called: Called) -> list[Data]:
    """Every entry that is told to all, those hidden as noise too; two queries."""
    shown = _evidence(review, called)
    rows = review.events.alive().order_by("occurred_at", "pk").fetch_mode(FETCH_RAISE)
    return [_entry(row, shown.get(row.pk, []), called) for row in rows]


def _entry(row: Any, evidence: list[Data], called: Called) -> Data:
    found = {"id": f"event-{row.pk}", **shape.EVENT.written(row, called.say)}
    if row.participant_id:
        found["who"] = f"person-{row.participant_id}"
    if row.origin_id:
        found["origin"] = f"source-{row.origin_id}"
    return found | ({"evidence": evidence} if evidence else {})


def _evidence(review: Review, called: Called) -> dict[int, list[Data]]:
    rows = Evidence.objects.alive().filter(event__review=review, event__is_kept_back=False).order_by("pk")
    rows = rows.filter(attachment__deleted_at=None)
    found = defaultdict(list)
    for row in rows.fetch_mode(FETCH_RAISE):
        file = {"file": f"file-{row.attachment_id}"} if row.attachment_id else {}
        found[row.event_id].append(shape.EVIDENCE.written(row, called.say) | file)
    return found
