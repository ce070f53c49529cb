"""The answers that a message offers: each opens the item's page with that answer's form, and changes nothing itself."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.actions.models import ActionItem
from postmortems.actions.states import Effect, InTheWay, State
from postmortems.actions.strength import Type
from postmortems.followup.policy import (
    DUE,
    DUE_SOON,
    EFFECT,
    IN_THE_WAY,
    NEEDS_HOME,
    OFFERED,
    REPLAN,
    ROOM,
    ROOM_SOON,
    TICKET_CLOSED,
    Step,
)

Label = str | Promise


@dataclass(frozen=True)
class Door:
    """A button of a message and the page it opens."""

    label: Label
    href: str


DONE, LET_GO = ("done", _("Done")), ("decline", _("No longer worth it"))
NEW_DATE, HAND_OVER = ("new_date", _("New date")), ("hand_over", _("Hand over"))
OFFER: tuple[tuple[str, Label], ...] = (("accept", _("I take it on")), ("talk_first", _("Talk first")))
LIKELY: dict[str, tuple[tuple[str, Label], ...]] = {
    OFFERED.kind: (*OFFER, LET_GO),
    DUE_SOON.kind: (DONE, NEW_DATE, ("blocked", _("Something is in the way")), HAND_OVER, LET_GO),
    DUE.kind: (DONE, NEW_DATE, ("blocked", _("Something is in the way")), HAND_OVER, LET_GO),
    REPLAN.kind: (("new_date", _("Another date")), HAND_OVER, ("decline", _("Let it go"))),
    ROOM_SOON.kind: (("new_date", _("Another date")), HAND_OVER, ("decline", _("Let it go"))),
    ROOM.kind: (("make_room", _("Make room")), ("new_date", _("Another date")), ("decline", _("Decline it openly"))),
    TICKET_CLOSED.kind: (DONE, ("not_yet", _("Not yet"))),
    NEEDS_HOME.kind: (("hand_over", _("Find a home")), LET_GO),
}


def doors(step: Step, item: ActionItem) -> list[Door]:
    """One for each likely answer, the likeliest first."""
    if step is EFFECT:
        return [Door(label, address(item, "effect", effect=name)) for name, label in Effect.choices]
    if step is IN_THE_WAY:
        asks = "blocked" if item.state == State.ACCEPTED else "new_date"
        ways = [Door(label, address(item, asks, in_the_way=name)) for name, label in InTheWay.choices]
        return [*ways, Door(_("nothing: it is done"), address(item, "done"))]
    return [Door(label, address(item, name)) for name, label in _likely(step, item)]


def _likely(step: Step, item: ActionItem) -> tuple[tuple[str, Label], ...]:
    if step is TICKET_CLOSED and item.type == Type.TRY:
        return (("outcome", DONE[1]), *LIKELY[step.kind][1:])
    if step in (DUE_SOON, DUE) and item.state in (State.OFFERED, State.TALK_FIRST):
        return (OFFER[0], NEW_DATE, HAND_OVER, LET_GO)
    if item.state == State.BLOCKED:
        still = ("unblocked", _("Moving again"))
        return tuple(still if name == "blocked" else (name, label) for name, label in LIKELY[step.kind])
    return LIKELY[step.kind]


def address(item: ActionItem, answer: str = "", **known: str) -> str:
    """The item's page, with the form of this answer open and filled in with what is known."""
    query = urlencode({"as": answer, **known}) if answer else ""
    return settings.BASE_URL + reverse("action", args=[item.pk]) + (f"?{query}#asked" if query else "")
