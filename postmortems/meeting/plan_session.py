"""The plan session: twenty-five minutes, two working days later. Ideas become promises or are let go; what stays
open is accepted with open eyes (PRACTICE.md 2.1).
"""

import uuid
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from postmortems.actions.ladder import Ladder, ladder_for
from postmortems.actions.models import ActionItem
from postmortems.actions.noting import tell
from postmortems.actions.services import Promise, promise_action
from postmortems.actions.states import State
from postmortems.audit.services import record
from postmortems.factors.models import ContributingFactor
from postmortems.factors.queries import factors_of
from postmortems.factors.taxonomy import Sign
from postmortems.meeting.idea import Idea
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.wording.queries import readable

CHOOSE, MOST = 3, 5  # how many are chosen, and how many promises of one review are kept (a hint, never a wall)


@dataclass(frozen=True)
class Ground:
    """One condition, what was thought of to change it, what stronger ways there are, what is promised."""

    factor: ContributingFactor | None
    ideas: list[Idea]
    ladder: Ladder
    promises: list[ActionItem]

    @property
    def is_open(self) -> bool:
        """Whether nothing answers the condition yet."""
        return self.factor is not None and not self.promises and not self.factor.accepted_because


def grounds(review: Review) -> list[Ground]:
    """Every condition that made it possible and that everybody may read, the open ones first; last the ideas that
    belong to none of them. Four queries.
    """
    ideas = list(Idea.objects.filter(review=review, let_go_at=None, became=None))
    factors = [one for one in readable(factors_of(review)) if one.sign != Sign.HELD_BACK]
    found = [
        Ground(
            factor,
            [idea for idea in ideas if idea.factor_id == factor.pk],
            ladder_for([factor.code]),
            [item for item in factor.answers if item.deleted_at is None],  # type: ignore[attr-defined]
        )
        for factor in factors
    ]
    known = {factor.pk for factor in factors}
    loose = [idea for idea in ideas if idea.factor_id not in known]
    ordered = sorted(found, key=lambda one: not one.is_open)
    return [*ordered, Ground(None, loose, ladder_for([]), [])] if loose else ordered


@transaction.atomic
def commit(
    *, idea: Idea | None, review: Review, promise: Promise, said_yes: bool, actor: User, form_key: uuid.UUID
) -> ActionItem:
    """Make a promise, of an idea or of a stronger way. `said_yes`: its owner accepted it aloud in the room; else they
    are asked. Raises BlameRefused, with nothing written.
    """
    item = promise_action(review=review, promise=promise, actor=actor, form_key=form_key)
    if said_yes and item.owner and item.state == State.OFFERED:
        item.state, item.accepted_at = State.ACCEPTED, clock.now()
        item.save(update_fields=["state", "accepted_at"])
        tell(item, "accepted aloud in the plan session", actor)
    if idea:
        idea.became = item
        idea.save(update_fields=["became"])
    return item


@transaction.atomic
def sort_idea(*, idea: Idea, factor: ContributingFactor | None, is_urgent: bool, actor: User) -> None:
    """Say which condition the idea is about, and whether it cannot wait."""
    idea.factor, idea.is_urgent = factor, is_urgent
    idea.save(update_fields=["factor", "is_urgent"])
    record(verb="sorted an idea", chain=f"review:{idea.review_id}", actor=actor, target=f"idea:{idea.pk}")


@transaction.atomic
def let_go(*, idea: Idea, actor: User) -> None:
    """Let an idea go, or take it up again."""
    idea.let_go_at = None if idea.let_go_at else clock.now()
    idea.save(update_fields=["let_go_at"])
    verb = "let an idea go" if idea.let_go_at else "took an idea up again"
    record(verb=verb, chain=f"review:{idea.review_id}", actor=actor, target=f"idea:{idea.pk}")
