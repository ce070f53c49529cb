"""PagerDuty's webhooks of version 3: one event a document, a list of them, or one a line."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postmortems.timeline.importers.entries import Entry, Noise, Reading
from postmortems.timeline.importers.pieces import Piece, moment, named, pieces_of, read_pieces, words

SLUG, NAME, SOURCE = "pagerduty-webhook", gettext_lazy("PagerDuty, webhooks"), "pager"
# What happened, in words, and which kind of entry that is.
EVENTS = {
    "triggered": (gettext_lazy("Triggered"), "detection"),
    "acknowledged": (gettext_lazy("Acknowledged"), "action"),
    "unacknowledged": (gettext_lazy("Not acknowledged any more"), "observation"),
    "escalated": (gettext_lazy("Escalated"), "action"),
    "delegated": (gettext_lazy("Delegated"), "action"),
    "reassigned": (gettext_lazy("Reassigned"), "action"),
    "priority_updated": (gettext_lazy("Priority changed"), "decision"),
    "annotated": (gettext_lazy("Note"), "communication"),
    "responder.added": (gettext_lazy("Responder asked"), "action"),
    "responder.replied": (gettext_lazy("Responder replied"), "communication"),
    "status_update_published": (gettext_lazy("Status update"), "communication"),
    "reopened": (gettext_lazy("Reopened"), "observation"),
    "resolved": (gettext_lazy("Resolved"), "recovery"),
}


def recognises(head: bytes) -> bool:
    return b'"event_type"' in head and b'"occurred_at"' in head


def read(data: bytes, near: dt.date) -> Reading:
    return read_pieces(pieces_of(data, "events", "messages"), _entries)


def _entries(piece: Piece) -> Iterator[Entry]:
    event = piece.value.get("event", piece.value)
    kind = str(event["event_type"]).removeprefix("incident.")
    if kind not in EVENTS:
        return
    said, entry_kind = EVENTS[kind]
    data = event.get("data") or {}
    yield Entry(
        line=piece.line,
        source=piece.source,
        text=f"{said}: {_about(data)}".rstrip(": "),
        at=moment(event["occurred_at"]),
        who=named(event.get("agent"), "summary", "name"),
        kind=entry_kind,
        noise=Noise.NOTIFY if kind == "responder.added" else "",
        external_id=f"pagerduty:{event['id']}",
        url=named(data, "html_url") or named(data.get("incident"), "html_url"),
    )


def _about(data: dict[str, Any]) -> str:
    """What the event's data say in words: a note's content, else the incident's title, service, priority, people."""
    if note := words(data.get("content"), data.get("message")):
        return note
    title = named(data, "title") or named(data.get("incident"), "summary", "title")
    people = [
        named(one.get("assignee", one), "summary") for one in data.get("assignees") or [] if isinstance(one, dict)
    ]
    extra = [named(data.get("service"), "summary"), named(data.get("priority"), "summary"), *people]
    extra += [named(data.get("user"), "summary"), named(data, "resolve_reason")]
    told = ", ".join(part for part in extra if part)
    return _("%(title)s (%(more)s)") % {"title": title, "more": told} if title and told else title or told
