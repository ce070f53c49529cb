"""What a facilitator can say when the room slips. Pure, in our own words (PRACTICE.md 2.2 and 2.5)."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Twin:
    """How a slip begins, and the question that asks the same of the system."""

    slip: str | Promise
    ask: str | Promise
    begins: re.Pattern[str]


@dataclass(frozen=True)
class Rescue:
    """What happens in the room, and what helps."""

    when: str | Promise
    do: str | Promise


def _begins(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


TWINS: tuple[Twin, ...] = (
    Twin(_("Why didn’t you …"), _("What was clear at that moment, and what was not?"), _begins(r"\s*why\b")),
    Twin(_("Who …"), _("Which role was it, and what could it know?"), _begins(r"\s*who(?:se|m)?\b")),
    Twin(
        _("You should have …"),
        _("What would have had to be in place for that?"),
        _begins(r".*\bshould(?:n[’']t)? have\b"),
    ),
    Twin(
        _("Obviously …"), _("For whom is it plain to see, and how did they learn it?"), _begins(r".*\bobvious(?:ly)?\b")
    ),
)


def twin_of(words: str) -> Twin | None:
    """The question that asks the same of the system, for words that begin as a slip does."""
    return next((twin for twin in TWINS if twin.begins.match(words)), None)


RESCUES: tuple[Rescue, ...] = (
    Rescue(
        _("Somebody is blamed"),
        _("Stop kindly, name the rule, ask the twin question. Say what you did not mean, and what you do mean."),
    ),
    Rescue(_("Solutions too early"), _("“Good, let us keep it as an idea.” Then back to the story.")),
    Rescue(_("One voice fills the room"), _("A round: one sentence each, and passing is fine.")),
    Rescue(_("Silence"), _("Two minutes in writing. Then read out what lies there.")),
    Rescue(_("A dispute about facts"), _("Both go into the entry as two views. Nobody has to win today.")),
    Rescue(_("Tears or anger"), _("A short pause for everybody. Offer to go on another day.")),
    Rescue(_("Whoever leads explains"), _("“You come last, and we want to hear it then.”")),
    Rescue(_("Time is gone"), _("Thumbs for five more minutes, or park what is left.")),
)
