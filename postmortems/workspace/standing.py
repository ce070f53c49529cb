"""Where an incident stands while it happens, and the four lines that tell it to others. Pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Incident
from postmortems.shared import clock

# A stamp can be pressed for a week; after that nobody remembers "now".
PRESSED_FOR = dt.timedelta(days=7)
# How long others wait for the next word: half an hour while people feel it, an hour once it has eased.
NEXT_WORD = {"open": dt.timedelta(minutes=30), "eased": dt.timedelta(minutes=60)}


class Phase(StrEnum):
    OPEN = "open"
    EASED = "eased"
    OVER = "over"


@dataclass(frozen=True)
class Press:
    """One press that stamps the incident: the field, the words on the button, and whether it takes the stamp away."""

    stamp: str
    words: str | Promise
    takes_back: bool = False


EASED = Press("mitigated_at", _("It is eased now"))
OVER = Press("resolved_at", _("It is over now"))
NOT_EASED = Press("mitigated_at", _("Not eased after all"), takes_back=True)
NOT_OVER = Press("resolved_at", _("Not over after all"), takes_back=True)
PRESSES = {(press.stamp, press.takes_back): press for press in (EASED, OVER, NOT_EASED, NOT_OVER)}


@dataclass(frozen=True)
class Standing:
    """The phase, since when, and what may be pressed: the usual way on first."""

    phase: Phase
    since: dt.datetime | None
    presses: tuple[Press, ...] = ()

    @property
    def word(self) -> str:
        return {
            Phase.OPEN: __("People still feel it"),
            Phase.EASED: __("Eased, not over yet"),
            Phase.OVER: __("Over"),
        }[self.phase]


def standing(incident: Incident, *, filed_at: dt.datetime, now: dt.datetime | None = None) -> Standing:
    """Where the incident stands by its stamps, at `now`. What began long ago is told in the facts, not pressed."""
    now = now or clock.now()
    is_fresh = now - (incident.started_at or filed_at) < PRESSED_FOR
    if incident.resolved_at:
        since, presses = incident.resolved_at, (NOT_OVER,) if now - incident.resolved_at < PRESSED_FOR else ()
        return Standing(Phase.OVER, since, presses)
    if incident.mitigated_at:
        return Standing(Phase.EASED, incident.mitigated_at, (OVER, NOT_EASED) if is_fresh else ())
    return Standing(Phase.OPEN, incident.started_at, (EASED, OVER) if is_fresh else ())


def next_word_at(phase: str, now: dt.datetime, *, meeting_at: dt.datetime | None = None) -> dt.datetime | None:
    """When others hear more: at the next round five minutes after the usual wait; at the meeting once it is over.

    None where nothing is planned.
    """
    if phase not in NEXT_WORD:
        return meeting_at if meeting_at and meeting_at > now else None
    at = (now + NEXT_WORD[Phase(phase)]).replace(second=0, microsecond=0)
    return at + dt.timedelta(minutes=-at.minute % 5)
