"""incident.io, Rootly and FireHydrant: incidents by their stamps, and follow-ups, as their APIs give them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postmortems.timeline.importers.entries import Entry, Reading
from postmortems.timeline.importers.pieces import Piece, instant, moment, named, pieces_of, read_pieces, words

SLUG, NAME, SOURCE = "incidents", gettext_lazy("incident.io, Rootly or FireHydrant"), "import"
KINDS = {
    "started": "trigger",
    "detected": "detection",
    "mitigated": "recovery",
    "resolved": "recovery",
    "fixed": "recovery",
}
STAMPS = ("started", "detected", "acknowledged", "mitigated", "resolved", "closed", "cancelled")
MARKS = (
    b'"milestones"',
    b'"incident_timestamp_values"',
    b'"incident_role_assignments"',
    b'"mitigated_at"',
    b'"follow_ups"',
)


def recognises(head: bytes) -> bool:
    return any(mark in head for mark in MARKS)


def read(data: bytes, near: dt.date) -> Reading:
    return read_pieces(pieces_of(data, "milestones", "follow_ups", "incidents"), _entries)


def _entries(piece: Piece) -> Iterator[Entry]:
    value = piece.value
    value = value.get("incident") or value.get("attributes") or value
    identity = piece.value.get("id") or value.get("id") or piece.around.get("id", "")
    title = named(value, "name", "title")
    if "occurred_at" in value:
        yield _stamp(piece, str(value["type"]), value["occurred_at"], named(piece.around, "name"), identity)
    for one in value.get("incident_timestamp_values") or []:
        if at := (one.get("value") or {}).get("value"):
            yield _stamp(piece, named(one.get("incident_timestamp"), "name"), at, title, identity)
    for name in STAMPS:
        if instant(value.get(f"{name}_at")):
            yield _stamp(piece, name, value[f"{name}_at"], title, identity)
    if "assignee" in value and "status" in value:
        yield _follow_up(piece, value, identity)


def _stamp(piece: Piece, name: str, at: object, title: str, identity: object) -> Entry:
    word = name.lower().removesuffix(" at").strip()
    text = f"{name.capitalize()}: {title}" if title else name.capitalize()
    kind = KINDS.get(word, "observation")
    return Entry(piece.line, piece.source, text, moment(at), kind=kind, external_id=f"incident:{identity}:{word}")


def _follow_up(piece: Piece, value: dict[str, Any], identity: object) -> Entry:
    said = _("Follow-up (%(status)s): %(what)s") % {"status": value["status"], "what": named(value, "title")}
    return Entry(
        line=piece.line,
        source=piece.source,
        text=words(said, value.get("description")),
        at=moment(value.get("created_at")),
        who=named(value.get("assignee"), "name", "email"),
        kind="action",
        external_id=f"incident:follow-up:{identity}",
    )
