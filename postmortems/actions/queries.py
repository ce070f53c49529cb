"""Reading action items.

What whoever reminds people has to know of them, all of it on the row itself:
`snoozed_until`: nothing is asked before that day; on it the usual steps go on (needs.py: `quiet`, `not_quiet`).
`asked_if_done_at`: its ticket was closed; until its owner answers, nothing is asked but that one question, and a ticket
that is opened again empties the field. `effect_check_on`: the next day on which to ask whether it helped, empty when
there is nothing to ask; what was answered before stands in `checks` (check.py) and says nothing about the next day.
Days off are the person's (accounts/models.py: TimeOff). Whatever anybody says, a comment as well, moves `touched_at`.
"""

import datetime as dt
from functools import cache
from typing import Any, cast

from django.db.models import FETCH_RAISE, Case, Prefetch, QuerySet, When

from accounts.models import Membership, Team, User
from accounts.somebody import somebody
from postmortems.actions.check import EffectCheck
from postmortems.actions.models import ActionItem, Replan
from postmortems.actions.reading import COLUMNS, items_of
from postmortems.actions.states import OPEN
from postmortems.audit.models import AuditEntry
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.access import standing_powers, with_standing
from postmortems.reviews.models import Review
from postmortems.shared.statements import PERSON, REVIEW, ROW, Columns, Shape, Statement
from postmortems.tickets.models import Ticket
from postmortems.wording.policy import WordingState
from postmortems.wording.queries import readable


def target_of(item: ActionItem) -> str:
    """How drafts, disputes, mails and the record call this action item."""
    return f"action:{item.pk}"


def in_full(rows: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """With everything that a row or page shows; anything else asked of it later is a mistake in the program."""
    near = ("owner", "team", "review", "review__owner", "review__facilitator", "review__team")
    linked = Prefetch("factors", queryset=readable(ContributingFactor.objects.alive()), to_attr="answered_factors")
    return rows.select_related(*near).prefetch_related(linked).fetch_mode(FETCH_RAISE)


def answered(item: ActionItem) -> list[ContributingFactor]:
    """The factors that an item from `in_full` answers."""
    found: list[ContributingFactor] = item.answered_factors  # type: ignore[attr-defined]
    return found


def teams_led_by(user: User) -> frozenset[int]:
    """The ids of the teams that this person speaks for; one query."""
    led = Membership.objects.filter(user=user, role=Membership.Role.LEAD)
    return frozenset(led.values_list("team_id", flat=True))


def teams_of(user: User) -> tuple[list[Team], frozenset[int]]:
    """The teams that this person is in, and the ids of those that they speak for; one query."""
    found = _memberships().ask({PERSON: user.pk})
    teams = [Team(pk=pk, name=name) for pk, name, _role in found]
    return teams, frozenset(pk for pk, _name, role in found if role == Membership.Role.LEAD)


@cache
def _memberships() -> Statement:
    rows = Membership.objects.filter(user=somebody()).order_by("team__name")
    return Statement.of(rows.values_list("team_id", "team__name", "role"))


def homeless_since(items: list[ActionItem]) -> dict[int, dt.datetime]:
    """Since when nobody has had each of these, by its pk: its owner left it then, or it was written then. One query."""
    of = {target_of(item): item for item in items}
    since = {item.pk: item.written_at for item in items}
    chains = {f"review:{item.review_id}" for item in items}
    left = AuditEntry.objects.filter(chain__in=chains, target__in=of, fields__contains=["owner"])
    for entry in left.order_by("happened_at"):
        since[of[entry.target].pk] = entry.happened_at
    return since


def moves_of(item: ActionItem) -> list[Replan]:
    """How its date moved, in order, and who moved it; one query."""
    return list(item.replans.select_related("moved_by"))


def checks_of(item: ActionItem) -> list[EffectCheck]:
    """When it is asked whether it helped, and what was answered; one query."""
    return list(item.checks.select_related("answered_by"))


def actions_of(review: Review, *, factors: list[ContributingFactor] | None = None) -> list[ActionItem]:
    """The action items of a review, the open ones first, the nearest date first; two queries, one where its factors
    were read already as part of the same page (factors/queries.py).
    """
    items = items_of(_of_review().ask({REVIEW: review.pk}))
    if factors is None:
        _put_factors(items, _answered_in().ask({REVIEW: review.pk}) if items else [])
    else:
        _put_known(items, factors)
    return items


def _put_known(items: list[ActionItem], factors: list[ContributingFactor]) -> None:
    """Give each item the conditions that it answers, and each condition its items; held words are not shown beside
    other things.
    """
    for item in items:
        item.answered_factors = []  # type: ignore[attr-defined]
    by_item: Any = {item.pk: item for item in items}
    factor: Any
    for factor in factors:
        factor.answers = [by_item[pk] for pk in factor.answered_by if pk in by_item]
        for item in factor.answers if factor.sentence_state != WordingState.HELD else ():
            item.answered_factors.append(factor)


def item_for(user: User, pk: int) -> ActionItem | None:
    """The action item, if this person may see its review; the review carries their `powers`. Two queries."""
    rows = _gate().ask({PERSON: user.pk, ROW: pk}) if user.is_active else []
    if not rows:
        return None
    tells, of_the_team, leads, *values = rows[0]
    review, review.facilitator, review.owner, review.team, item, item.owner, item.team, item.ticket = GATE.objects(
        tuple(values)
    )
    review.tells_it, review.is_of_the_team, review.leads_a_team = tells, of_the_team, leads
    review.powers = standing_powers(user, review)
    item.review = review
    _put_factors([item], _answered_by().ask({ROW: pk}))
    return cast(ActionItem, item)


GATE = Shape(
    *(Columns(Review), Columns(User, "facilitator"), Columns(User, "owner"), Columns(Team, "team")),
    *(Columns(ActionItem, "actions"), Columns(User, "actions__owner"), Columns(Team, "actions__team")),
    Columns(Ticket, "actions__ticket"),
)


@cache
def _gate() -> Statement:
    rows = with_standing(somebody()).filter(actions=ROW)
    return Statement.of(rows.values_list("tells_it", "is_of_the_team", "leads_a_team", *GATE.lookups))


@cache
def _of_review() -> Statement:
    is_over = Case(When(state__in=OPEN, then=0), default=1)
    rows = ActionItem.objects.alive().filter(review=REVIEW).order_by(is_over, "due_on", "pk")
    return Statement.of(rows.values_list(*COLUMNS))


@cache
def _answered_in() -> Statement:
    return _answering(actions__review=REVIEW)


@cache
def _answered_by() -> Statement:
    return _answering(actions=ROW)


def _answering(**those: int) -> Statement:
    rows = readable(ContributingFactor.objects.alive()).filter(**those)
    return Statement.of(rows.values_list("actions", *FACTOR.names))


def _put_factors(items: list[ActionItem], rows: list[tuple[Any, ...]]) -> None:
    """Give each item the conditions that it answers."""
    seen: dict[Any, Any] = {}
    by_item: dict[int, list[ContributingFactor]] = {}
    for pk, *values in rows:
        by_item.setdefault(pk, []).append(FACTOR.known(tuple(values), seen))
    for item in items:
        item.answered_factors = by_item.get(item.pk, [])  # type: ignore[attr-defined]


FACTOR = Columns(ContributingFactor, only=("id", "sentence", "code"))


def choices_of(review: Review) -> dict[str, QuerySet[Any]]:
    """What a form about an action item offers to choose from."""
    return {
        "owner": User.objects.filter(is_active=True).order_by("display_name", "pk"),
        "team": Team.objects.filter(archived_at=None),
        "factors": readable(review.factors.alive()),
    }
