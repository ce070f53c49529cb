"""Who hears that a review waits, when and why. Pure (PRACTICE.md sections 1 and 5).

One mail for each reason to who owns the review, one to those who facilitate if nothing moves, then it stands on Home.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from postmortems.followup.policy import STALE, Asked, Step, To
from postmortems.followup.rules import Rules
from postmortems.reviews.states import SETTLED, State
from postmortems.shared.hours import Hours

UNDECIDED = Step("review_undecided", "undecided", To.KEEPER)
GATHERING = Step("review_gathering", "gathering", To.KEEPER)
LATE = Step("review_late", "late", To.KEEPER)
QUESTION = Step("question_waiting", "question", To.KEEPER)
REVIEW_STEPS: tuple[Step, ...] = (UNDECIDED, GATHERING, LATE)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What the policy needs to know of a review.

    `hours` are those of who owns it, or of who facilitates it where nobody does (`has_owner` is False then).
    `over_at`: when its incident was over. `told`: when each kind of message went to its owner; `told_pool`: the kinds
    that went to those who facilitate; `told_at`: when anybody got the last one.
    """

    state: str
    hours: Hours
    filed_at: dt.datetime
    has_depth: bool = False
    is_note: bool = False
    has_owner: bool = True
    gathering_since: dt.datetime | None = None
    over_at: dt.datetime | None = None
    told: Mapping[str, dt.datetime] = field(default_factory=dict)
    told_pool: frozenset[str] = frozenset()
    told_at: dt.datetime | None = None


def next_asked_of_review(review: Waiting, *, now: dt.datetime, rules: Rules) -> Asked | None:
    """What is asked next about this review, now or later."""
    asked = [found for step in steps_of(review) if (found := _ask(step, review, now, rules))]
    return min(asked, key=lambda found: found.at, default=None)


def began_at(step: Step, review: Waiting) -> dt.datetime | None:
    """From when on it waits for this reason."""
    if step is UNDECIDED:
        return review.filed_at
    return review.gathering_since if step is GATHERING else review.over_at


def steps_of(review: Waiting) -> tuple[Step, ...]:
    if review.state in SETTLED:
        return ()
    undecided = (UNDECIDED,) if not review.has_depth and review.state in (State.INCIDENT, State.DRAFT) else ()
    gathering = (GATHERING,) if review.state == State.GATHERING else ()
    return undecided + gathering + (LATE,)


def _ask(step: Step, review: Waiting, now: dt.datetime, rules: Rules) -> Asked | None:
    since = began_at(step, review)
    if since is None or step.kind in review.told_pool:
        return None
    hours = review.hours
    limit = rules.late_note if step is LATE and review.is_note else step.distance(rules)
    slot = hours.morning(hours.add(hours.day_of(since), limit))
    told = review.told.get(step.kind)
    to = To.KEEPER if told is None and review.has_owner else To.POOL
    if told is not None:
        slot = hours.morning(hours.add(hours.day_of(told), rules.rest))
    going_out = hours.next_slot(max(slot, now, _rested(review, rules)))
    planned_on = hours.day_of(slot)
    return Asked(step, to, going_out, planned_on) if hours.day_of(going_out) <= planned_on + STALE else None


def _rested(review: Waiting, rules: Rules) -> dt.datetime:
    if review.told_at is None:
        return review.filed_at
    return review.hours.morning(review.hours.add(review.hours.day_of(review.told_at), rules.rest))


def question_asked(hours: Hours, asked_at: dt.datetime, *, now: dt.datetime, rules: Rules) -> Asked | None:
    """A question that nobody answered for three working days is said once to who keeps its review."""
    slot = hours.morning(hours.add(hours.day_of(asked_at), rules.question))
    going_out, planned_on = hours.next_slot(max(slot, now)), hours.day_of(slot)
    return Asked(QUESTION, To.KEEPER, going_out, planned_on) if hours.day_of(going_out) <= planned_on + STALE else None
