"""Who may do what in a review, as one pure table. `reviews/access.py` finds out which roles a person has; this says
what they mean.
"""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What a person is to one review. One person can be several."""

    OWNER = "owner"
    FACILITATOR = "facilitator"
    INVOLVED = "involved"  # took part in the incident, or filed it
    TEAMMATE = "teammate"  # a member of the team that the review belongs to
    READER = "reader"  # may see it, by its visibility
    STRANGER = "stranger"


class Power(StrEnum):
    """What somebody can ask for at the gate."""

    VIEW = "view"
    EDIT = "edit"  # tell the story, add factors and action items
    STEER = "steer"  # decide where the review goes: meeting, publishing, closing
    SETTLE = "settle"  # decide what happens to words that the guard refused
    CORRECT = "correct"  # on a shared review, what EDIT has become: dated notes, and answers to open questions


WORKING = frozenset({Power.VIEW, Power.EDIT})
POWERS: dict[Role, frozenset[Power]] = {
    Role.OWNER: WORKING | {Power.STEER},
    Role.FACILITATOR: WORKING | {Power.STEER, Power.SETTLE},
    Role.INVOLVED: WORKING,
    Role.TEAMMATE: WORKING,
    Role.READER: frozenset({Power.VIEW}),
    Role.STRANGER: frozenset(),
}


def powers(roles: Iterable[Role]) -> frozenset[Power]:
    """Everything that these roles together allow; no role, no powers."""
    return frozenset().union(*(POWERS[role] for role in roles))
