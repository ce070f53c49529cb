"""How much review an incident is worth: by what can be learned, not by what was damaged (PRACTICE.md section 1). Pure.

The rule proposes; a person decides and says why.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Depth


class Sign(models.TextChoices):
    """What makes a closer look worth its time."""

    SURPRISE = "surprise", _("It surprised somebody who was there.")
    CUSTOMER = "customer", _("A customer saw it before we did.")
    ONE_PERSON = "one_person", _("One particular person was needed to put it right.")
    AGAIN = "again", _("The same condition was part of it twice before.")
    DATA = "data", _("Data was lost.")
    ASKED = "asked", _("Somebody asks for it.")


@dataclass(frozen=True)
class Offer:
    """One depth as it is offered: its name, and what it costs in time."""

    depth: Depth
    costs: str | Promise


OFFERS = (
    Offer(Depth.NOTE, _("A few lines, no meeting.")),
    Offer(Depth.HUDDLE, _("20 minutes on the same day, those who are there.")),
    Offer(Depth.FOUR_QUESTIONS, _("45 minutes: what was expected, what happened, the gap, what was learned.")),
    Offer(Depth.FULL, _("An hour together, and 25 minutes for the plan.")),
    Offer(Depth.THEME, _("Three or more reviews looked at as one.")),
    Offer(Depth.WEEKLY_SLOT, _("15 to 20 minutes in the hour that the team keeps every week.")),
)
# A small team starts with three depths (PRACTICE.md section 0).
SMALL = (Depth.NOTE, Depth.FOUR_QUESTIONS, Depth.WEEKLY_SLOT)


@dataclass(frozen=True)
class Proposal:
    """What the rule proposes, and the sentence that says why."""

    depth: Depth
    because: str | Promise


def propose(signs: Collection[str], *, is_small: bool) -> Proposal:
    """The depth for an incident with these signs. One sign is enough for a closer look."""
    found = next((sign for sign in Sign if sign in signs), None)
    if found is None:
        because = _("Nothing stands out so far. A note can grow into a review later, nothing is typed twice.")
        return Proposal(Depth.NOTE, because)
    return Proposal(Depth.FOUR_QUESTIONS if is_small else Depth.FULL, found.label)


def offers(*, is_small: bool, standing: str = "") -> list[Offer]:
    """The depths to choose from; the one that stands is always among them."""
    return [offer for offer in OFFERS if not is_small or offer.depth in SMALL or offer.depth == standing]


def reason_for(words: str, signs: Collection[str], *, chosen: str, proposal: Proposal) -> str:
    """The reason as it is kept: the person's words, else the signs, else the proposal's own where it was followed.

    Empty where nothing says why.
    """
    if words:
        return words
    if signs:
        return " ".join(str(Sign(sign).label) for sign in Sign if sign in signs)
    return str(proposal.because) if chosen == proposal.depth else ""
