"""Opsgenie: an incident and its timeline, as its API gives them. The service ends in April 2027."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postmortems.timeline.importers.entries import Entry, Noise, Reading
from postmortems.timeline.importers.pieces import Piece, instant, moment, named, pieces_of, read_pieces, words

SLUG, NAME, SOURCE = "opsgenie", gettext_lazy("Opsgenie"), "pager"
STAMPS = (
    (("impactStartDate", "impact_start_date"), gettext_lazy("Impact began"), "trigger"),
    (("impactDetectDate", "impact_detect_date"), gettext_lazy("Detected"), "detection"),
    (("createdAt", "created_at"), gettext_lazy("Incident opened"), "detection"),
    (("impactEndDate", "impact_end_date"), gettext_lazy("Impact ended"), "recovery"),
)


def recognises(head: bytes) -> bool:
    return b'"eventTime"' in head or (
        (b'"tinyId"' in head or b'"tiny_id"' in head) and b'"postmortemId"' not in head and b'"message"' in head
    )


def read(data: bytes, near: dt.date) -> Reading:
    return read_pieces(pieces_of(data, "entries", "timeline"), _entries)


def _entries(piece: Piece) -> Iterator[Entry]:
    value = piece.value.get("data", piece.value)
    if "eventTime" in value:
        yield _told(piece, value)
    else:
        yield from _stamps(piece, value)


def _told(piece: Piece, value: dict[str, Any]) -> Entry:
    description = value.get("description") or {}
    said = words(named(description, "content", "text", "name"), named(value, "title"))
    return Entry(
        line=piece.line,
        source=piece.source,
        text=said or str(value["type"]),
        at=moment(value["eventTime"]),
        who=named(value.get("actor"), "name", "username"),
        kind="communication" if "note" in str(value.get("type")).lower() else "observation",
        noise=Noise.HIDDEN if value.get("hidden") else "",
        external_id=f"opsgenie:{value['id']}",
    )


def _stamps(piece: Piece, value: dict[str, Any]) -> Iterator[Entry]:
    """An incident says when it began, was detected and ended, and no more: one entry each."""
    message = named(value, "message", "title")
    for keys, said, kind in STAMPS:
        at = next((found for key in keys if (found := instant(value.get(key)))), None)
        if at:
            text = _("%(what)s: %(message)s") % {"what": said, "message": message} if message else str(said)
            yield Entry(
                line=piece.line,
                source=piece.source,
                text=text,
                at=at,
                kind=kind,
                external_id=f"opsgenie:{value.get('id') or value.get('tinyId')}:{keys[0]}",
            )
