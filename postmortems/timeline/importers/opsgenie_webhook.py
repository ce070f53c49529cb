"""Opsgenie's webhook: what was done to an alert, one message each."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postmortems.timeline.importers.entries import Entry, Noise, Reading
from postmortems.timeline.importers.pieces import Piece, instant, moment, named, pieces_of, read_pieces, words

SLUG, NAME, SOURCE = "opsgenie-webhook", gettext_lazy("Opsgenie, webhooks"), "pager"
# What was done, in words, and which kind of entry that is; other actions arrange things there and tell no story.
ACTIONS = {
    "Create": (gettext_lazy("Alert"), "detection"),
    "Acknowledge": (gettext_lazy("Acknowledged"), "action"),
    "UnAcknowledge": (gettext_lazy("Not acknowledged any more"), "observation"),
    "AddNote": (gettext_lazy("Note"), "communication"),
    "AssignOwnership": (gettext_lazy("Assigned"), "action"),
    "TakeOwnership": (gettext_lazy("Taken over"), "action"),
    "Escalate": (gettext_lazy("Escalated"), "action"),
    "UpdatePriority": (gettext_lazy("Priority changed"), "decision"),
    "Close": (gettext_lazy("Closed"), "recovery"),
}
ARRANGING = ("AddTags", "RemoveTags", "AddRecipient", "AddTeam", "AddResponder", "AddDetails", "Seen", "Snooze")


def recognises(head: bytes) -> bool:
    return b'"alertId"' in head and b'"action"' in head


def read(data: bytes, near: dt.date) -> Reading:
    return read_pieces(pieces_of(data), _entries)


def _entries(piece: Piece) -> Iterator[Entry]:
    value, alert = piece.value, piece.value["alert"]
    action = str(value["action"])
    if action not in ACTIONS and action not in ARRANGING:
        return
    said, kind = ACTIONS.get(action, (action, "observation"))
    begins = moment(alert["createdAt"])
    at = begins if action == "Create" else instant(alert.get("updatedAt")) or begins
    told = named(alert, "note") or words(alert.get("message"), alert.get("description"))
    yield Entry(
        line=piece.line,
        source=piece.source,
        text=_("%(what)s: %(message)s") % {"what": said, "message": told} if told else str(said),
        at=at,
        who=named(alert, "username") if action != "Create" else "",
        kind=kind,
        noise=Noise.NOTIFY if action in ARRANGING else "",
        external_id=f"opsgenie:{alert['alertId']}:{action}:{at.isoformat()}",
    )
