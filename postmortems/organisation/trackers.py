"""Trackers that may tell us of their tickets, as administrators see them."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from postmortems.audit.services import record
from postmortems.tickets.models import Source
from postmortems.tickets.sources import end_source, new_secret, set_source
from postmortems.tickets.trackers import SPEAKING, Tracker

CHAIN = "organisation"


@dataclass(frozen=True)
class Line:
    """One tracker: where its messages go, and whether anybody is believed who speaks for it."""

    tracker: Tracker
    address: str
    source: Source | None


def lines() -> list[Line]:
    """All four, in their order; one query."""
    known = {source.tracker: source for source in Source.objects.select_related("made_by").defer("sealed")}
    return [Line(one, address_of(one), known.get(one)) for one in SPEAKING]


def address_of(tracker: Tracker) -> str:
    return settings.BASE_URL + reverse("ticket-hook", args=[tracker.value])


@transaction.atomic
def begin(*, tracker: Tracker, secret: str, actor: User) -> str:
    """Believe whoever has this secret, or a new one that is made here. What was made is answered, this once."""
    made = "" if secret else new_secret()
    set_source(tracker=tracker, secret=secret or made, actor=actor)
    record(verb="set a tracker's secret", chain=CHAIN, actor=actor, target=f"tracker:{tracker}", fields=("secret",))
    return made


@transaction.atomic
def end(*, tracker: Tracker, actor: User) -> None:
    """Believe nobody any more."""
    if end_source(tracker=tracker):
        record(verb="ended a tracker", chain=CHAIN, actor=actor, target=f"tracker:{tracker}", fields=("secret",))
