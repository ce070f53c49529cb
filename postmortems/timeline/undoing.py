"""What can be taken back after it was done, as the page offers it: with scripts in the answer, without them by the
address ("?undo=merged-12")."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from postmortems.timeline.joining import Joined
from postmortems.timeline.marking import MARKS
from postmortems.timeline.models import Evidence, TimelineEvent

Undo = dict[str, Any]


def removal(event: TimelineEvent) -> Undo:
    """Bringing back an entry that was removed."""
    return _undo("timeline-event-restore", event, _("Removed."))


def merging(joined: Joined) -> Undo:
    """Letting an entry stand on its own again."""
    words = _("Merged with the one above.")
    return _undo("timeline-event-part", joined.second, words, version=joined.first.version)


def splitting(joined: Joined) -> Undo:
    """Making one entry again of the two."""
    fields = {"first": joined.first.pk, "version": joined.first.version}
    return _undo("timeline-event-whole", joined.second, _("Split in two."), **fields)


def marking(event: TimelineEvent, name: str) -> Undo:
    """Taking a mark back."""
    words = {
        "star": _("Starred."),
        "unstar": _("Not starred any more."),
        "hide": _("Hidden as noise. The story says how many are hidden, and shows them to whoever asks."),
        "show": _("Shown again."),
        "two-views": _("Marked: two views. The other view's words have a place in the form."),
        "one-view": _("One view again."),
    }
    return _undo("timeline-event-mark", event, words[name], mark=MARKS[name][1]) | {"is_quiet": True}


def renaming(event: TimelineEvent, was: str) -> Undo:
    """Making an entry the kind that it was."""
    words = _("Marked as: %(kind)s.") % {"kind": event.get_kind_display()}
    return _undo("timeline-event-mark", event, words, mark="kind", kind=was) | {"is_quiet": True}


def unshowing(event: TimelineEvent, evidence: Evidence) -> Undo:
    """Putting a piece of evidence beside its entry again."""
    action = reverse("timeline-evidence-restore", args=[event.review.ref, event.pk, evidence.pk])
    return {"action": action, "text": _("Removed."), "fields": {}}


def _undo(address: str, event: TimelineEvent, words: str, **fields: Any) -> Undo:
    return {"action": reverse(address, args=[event.review.ref, event.pk]), "text": words, "fields": fields}
