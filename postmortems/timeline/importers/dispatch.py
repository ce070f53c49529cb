"""Netflix Dispatch, whose project was archived: an incident's events and tasks as its database or API gives them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postmortems.timeline.importers.entries import Entry, Reading
from postmortems.timeline.importers.pieces import Piece, instant, moment, named, pieces_of, read_pieces, words

SLUG, NAME, SOURCE = "dispatch", gettext_lazy("Netflix Dispatch"), "import"


def recognises(head: bytes) -> bool:
    return (b'"pinned"' in head or b'"resolve_by"' in head) and b'"description"' in head


def read(data: bytes, near: dt.date) -> Reading:
    return read_pieces(pieces_of(data, "events", "event", "tasks", "task", "items"), _entries)


def _entries(piece: Piece) -> Iterator[Entry]:
    value = piece.value
    if "started_at" in value:
        yield _event(piece, value)
    elif "resolve_by" in value:
        yield _task(piece, value)


def _event(piece: Piece, value: dict[str, Any]) -> Entry:
    ended = instant(value.get("ended_at"))
    begins = moment(value["started_at"])
    until = (
        _("until %(time)s UTC") % {"time": f"{ended:%H:%M}"}
        if ended and ended - begins >= dt.timedelta(minutes=1)
        else ""
    )
    return Entry(
        line=piece.line,
        source=piece.source,
        text=words(value["description"], until),
        at=begins,
        who=named(value.get("owner"), "name", "email"),
        external_id=f"dispatch:{value.get('uuid') or value['id']}",
        is_starred=bool(value.get("pinned")),
    )


def _task(piece: Piece, value: dict[str, Any]) -> Entry:
    said = _("Task (%(status)s): %(what)s") % {"status": value.get("status", "?"), "what": value["description"]}
    due = instant(value["resolve_by"])
    return Entry(
        line=piece.line,
        source=piece.source,
        text=words(said, _("due %(day)s") % {"day": f"{due:%Y-%m-%d}"} if due else ""),
        at=moment(value.get("created_at") or value["resolve_by"]),
        who=named(value.get("owner"), "name", "email"),
        kind="action",
        external_id=f"dispatch:task:{value.get('resource_id') or value['id']}",
    )
