"""What is asked about a team: seven sentences and five answers to each. Pure.

The idea is Amy Edmondson's scale of team psychological safety ("Psychological Safety and Learning Behavior in Work
Teams", Administrative Science Quarterly 44, 1999): seven sides of whether one can take a risk among these people, some
of them asked the other way round, so that nobody can agree with everything without reading. The sentences are ours.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

ANSWERS: dict[int, Any] = {
    1: _("not at all"),
    2: _("hardly"),
    3: _("partly"),
    4: _("mostly"),
    5: _("fully"),
}
LEAST, MOST = min(ANSWERS), max(ANSWERS)


@dataclass(frozen=True)
class Question:
    """A sentence about the team, and what a high number of it says. `is_reversed`: whoever agrees says that it is hard
    to speak here.
    """

    slug: str
    words: Any
    read_as: Any
    is_reversed: bool = False

    def value(self, answer: int) -> int:
        """The answer as it counts: more is always safer."""
        return LEAST + MOST - answer if self.is_reversed else answer


QUESTIONS = (
    Question(
        "sticks",
        _("When something goes wrong for one of us, it sticks to that person."),
        _("What goes wrong does not stick to a person"),
        is_reversed=True,
    ),
    Question("hard_things", _("What is hard to say gets said here."), _("What is hard to say gets said")),
    Question(
        "different",
        _("Whoever does things differently has a harder time here."),
        _("Things may be done differently"),
        is_reversed=True,
    ),
    Question(
        "try", _("I can try something here without knowing how it ends."), _("One can try without knowing how it ends")
    ),
    Question("help", _("Asking for help is hard here."), _("Asking for help is easy"), is_reversed=True),
    Question("against", _("Nobody here would work against what I do."), _("Nobody works against another")),
    Question("good_at", _("What I am good at is seen here, and used."), _("What people are good at is seen, and used")),
)
