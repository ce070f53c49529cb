"""PagerDuty's log entries, as its API lists them: GET /incidents/{id}/log_entries. Newest first there."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from postmortems.timeline.importers.entries import Entry, Noise, Reading
from postmortems.timeline.importers.pieces import Piece, moment, named, pieces_of, read_pieces, words

SLUG, NAME, SOURCE = "pagerduty-log", _("PagerDuty, log entries"), "pager"
KINDS = {
    "trigger": "detection",
    "acknowledge": "action",
    "assign": "action",
    "escalate": "action",
    "resolve": "recovery",
    "annotate": "communication",
    "status_update": "communication",
}


def recognises(head: bytes) -> bool:
    return b'"log_entries"' in head or b"_log_entry" in head


def read(data: bytes, near: dt.date) -> Reading:
    return read_pieces(pieces_of(data, "log_entries"), _entries)


def _entries(piece: Piece) -> Iterator[Entry]:
    entry = piece.value.get("log_entry", piece.value)
    kind = str(entry["type"]).removesuffix("_reference").removesuffix("_log_entry")
    agent = entry.get("agent") or {}
    channel = entry.get("channel") or {}
    yield Entry(
        line=piece.line,
        source=piece.source,
        text=words(entry.get("summary"), channel.get("subject"), channel.get("content"), channel.get("description"))
        or kind,
        at=moment(entry["created_at"]),
        who=named(agent, "summary", "name") if "user" in str(agent.get("type")) else "",
        kind=KINDS.get(kind, "observation"),
        noise=Noise.NOTIFY if kind.startswith("notify") else "",
        external_id=f"pagerduty:{entry['id']}",
        url=named(entry, "html_url") or named(entry.get("incident"), "html_url"),
    )
