"""What the gate looks at, read from the review: eight queries, whatever its size."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import FETCH_RAISE

from accounts.models import Organisation
from postmortems.actions.ladder import only_weaker
from postmortems.actions.models import ActionItem
from postmortems.actions.states import LET_GO
from postmortems.actions.states import State as Promise
from postmortems.factors.models import ContributingFactor
from postmortems.factors.queries import undecided_factors
from postmortems.factors.taxonomy import Code, Level, Sign
from postmortems.questions.models import Question
from postmortems.reviews.models import Participant, Review
from postmortems.shared import clock
from postmortems.wording.models import Text
from postmortems.wording.policy import PUBLISHABLE, WordingState
from postmortems.workspace.gate import Facts, Involved, Place
from postmortems.workspace.models import Waiver

WEEKDAYS = [1, 2, 3, 4, 5]
# Conditions around the tools: how people work together, what they know, what is asked of them (PRACTICE.md 3.1).
AROUND = frozenset(
    {Code.PROCEDURES, Code.KNOWLEDGE, Code.COMMUNICATION, Code.OWNERSHIP, Code.WORKLOAD, Code.GOALS, Code.OUTSIDE}
)


def facts_of(review: Review) -> Facts:
    """Everything at one moment. Inside a transaction that locked the review it is what the decision rests on."""
    factors, actions, people = _factors(review), _actions(review), _people(review)
    causes = [factor for factor in factors if factor.sign != Sign.HELD_BACK]
    involved = [part for part in people if part.may_edit and part.user_id != review.owner_id]
    return Facts(
        unsettled=tuple(_unsettled(review, factors, actions)),
        factors=len(causes),
        beyond_tools=sum(factor.level not in ("", Level.TOOL) or factor.code in AROUND for factor in causes),
        helped=len(factors) - len(causes),
        undecided=tuple(_place("factor", one) for one in undecided_factors(review) if not _is_held(one)),
        without_home=tuple(_place("action", one) for one in actions if _is_homeless(one)),
        unanswered=sum(one.state in (Promise.OFFERED, Promise.TALK_FIRST) for one in actions),
        leans_on_memory=only_weaker(actions),
        involved=tuple(Involved(str(part.user), part.fine_at is not None) for part in involved),
        objections=_objections(review),
        shown_at=review.shown_at,
        day_ends_at=day_ends_at(review),
        names_as_roles=review.names_as_roles,
        read_from_elsewhere=any(part.role == Participant.Role.FRESH_EYES and part.fine_at for part in people),
        waived=dict(Waiver.objects.filter(review=review).values_list("point", "reason")),
        is_small=Organisation.current().size == Organisation.Size.SMALL,
    )


def day_ends_at(review: Review) -> dt.datetime | None:
    """One working day after the account was shown, at the same time of day in the review's zone."""
    if review.shown_at is None:
        return None
    there = clock.local(review.shown_at, review.zone)
    day = clock.add_working_days(there.date(), 1, WEEKDAYS)
    return clock.at(day, there.time(), review.zone)


def _factors(review: Review) -> list[ContributingFactor]:
    return list(review.factors.alive().fetch_mode(FETCH_RAISE))


def _actions(review: Review) -> list[ActionItem]:
    """Those that are still meant: what was declined needs no owner and is no part of the plan."""
    return list(review.actions.alive().exclude(state__in=LET_GO).fetch_mode(FETCH_RAISE))


def _people(review: Review) -> list[Participant]:
    """Those who can be asked: people here who may sign in."""
    rows = review.participants.filter(user__is_active=True).select_related("user")
    return list(rows.order_by("user__display_name", "pk"))


def _objections(review: Review) -> int:
    told = Question.objects.alive().filter(review=review, kind=Question.Kind.OBJECTION, answered_at=None)
    return told.count()


def _is_homeless(action: ActionItem) -> bool:
    return action.state != Promise.DONE and (action.owner_id is None or action.due_on is None)


def _unsettled(review: Review, factors: list[ContributingFactor], actions: list[ActionItem]) -> Iterator[Place]:
    if review.title_state not in PUBLISHABLE:
        yield Place("title", words=review.title)
    texts = Text.objects.filter(owner_kind="review", owner_id=review.pk).exclude(body_state__in=PUBLISHABLE)
    for slot in texts.exclude(body="").order_by("pk").values_list("slot", flat=True):
        yield Place("text", slot)
    yield from (_place("factor", one) for one in factors if one.sentence_state not in PUBLISHABLE)
    yield from (_place("action", one) for one in actions if one.sentence_state not in PUBLISHABLE)


def _place(kind: str, row: ContributingFactor | ActionItem) -> Place:
    return Place(kind, str(row.pk), "" if _is_held(row) else row.sentence)


def _is_held(row: ContributingFactor | ActionItem) -> bool:
    """Held words have one thing to be settled at a time, and are not everybody's to read."""
    return row.sentence_state == WordingState.HELD
