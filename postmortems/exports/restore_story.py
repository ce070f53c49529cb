"""The story of a document: its sources, its entries and what shows them."""

from typing import Any

from postmortems.exports import shape
from postmortems.exports.making import Making
from postmortems.shared import clock
from postmortems.shared.text import RENDERER_VERSION, render
from postmortems.timeline.models import EventSource, Evidence, TimelineEvent
from postmortems.wording.models import TextRevision


def restore_sources(making: Making) -> None:
    for said, path in making.each("sources"):
        columns = shape.SOURCE.read(said, path)
        row = EventSource.objects.create(review=making.review, added_by=making.actor, added_at=clock.now(), **columns)
        making.numbers.note(said["id"], row)


def restore_story(making: Making) -> None:
    """Entries first, so that each has its number before a text that points at it is kept."""
    entries = list(making.each("story"))
    rows = TimelineEvent.objects.bulk_create([_entry(said, path, making) for said, path in entries])
    for (said, _path), row in zip(entries, rows, strict=True):
        making.numbers.note(said["id"], row)
    place = {"owner_kind": "event", "slot": "body", "version": 1, "author": making.actor, "written_at": clock.now()}
    TextRevision.objects.bulk_create(TextRevision(owner_id=row.pk, body=row.body, **place) for row in rows)
    Evidence.objects.bulk_create(
        [
            shown
            for (said, path), row in zip(entries, rows, strict=True)
            for place_of, one in enumerate(said.get("evidence", []))
            if (shown := _evidence(one, f"{path}.evidence[{place_of}]", row, making))
        ]
    )


def _entry(said: dict[str, Any], path: str, making: Making) -> TimelineEvent:
    columns = {"zone": making.review.zone, "written_at": clock.now()} | shape.EVENT.read(said, path)
    row = TimelineEvent(review=making.review, written_by=making.actor, **columns)
    row.participant = making.numbers.row(said.get("who"))
    row.origin = making.numbers.row(said.get("origin"))
    draw(row)
    return row


def draw(row: TimelineEvent) -> None:
    """The HTML of an entry, from its words."""
    row.html, row.renderer_version = render(row.body), RENDERER_VERSION
    row.other_view_html = render(row.other_view) if row.other_view else ""


def _evidence(said: dict[str, Any], path: str, event: TimelineEvent, making: Making) -> Evidence | None:
    """None for a picture that did not come with the document."""
    file = making.numbers.row(said.get("file"))
    if said["kind"] == Evidence.Kind.FILE and file is None:
        return None
    columns = shape.EVIDENCE.read(said, path)
    return Evidence(event=event, attachment=file, added_by=making.actor, added_at=clock.now(), **columns)
