"""The buttons of the deck."""

import uuid
from collections.abc import Callable

from django.utils.translation import gettext as _

from accounts.requests import Request
from postmortems.meeting.asking import DoesNotFit, ThreePins, add_own, pin, show_question
from postmortems.meeting.models import Meeting
from postmortems.meeting.room import Room
from postmortems.meeting.script import line_of
from postmortems.meeting.views.pressing import Refused


def ask(request: Request, meeting: Meeting) -> None:
    """Put a question on all screens."""
    show_question(meeting=meeting, slug=request.POST["ask"])


def pin_it(request: Request, meeting: Meeting) -> None:
    """Keep it at hand, or let it go."""
    phase = line_of(Room.objects.get(meeting=meeting).line).phase
    try:
        pin(meeting=meeting, slug=request.POST["pin"], phase=phase)
    except ThreePins:
        raise Refused(_("Three are pinned in this part already. Let one go first.")) from None


def add(request: Request, meeting: Meeting) -> None:
    """Keep a question of our own."""
    words = request.POST.get("words", "").strip()
    if not 0 < len(words) <= 200:
        raise Refused(_("A question of 200 characters at most."))
    try:
        key = uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        raise Refused(_("This page is older than its form. Load it again; nothing was kept.")) from None
    phase = line_of(Room.objects.get(meeting=meeting).line).phase
    try:
        add_own(words=words, phase=phase, actor=request.user, form_key=key)
    except DoesNotFit as slip:
        if slip.twin:
            raise Refused(_("The same, asked of the system: “%(ask)s”") % {"ask": slip.twin.ask}) from None
        raise Refused(_("That one ends with a person. What would you like to know of the system?")) from None


ACTS: dict[str, Callable[[Request, Meeting], None]] = {"ask": ask, "pin": pin_it, "own": add}
