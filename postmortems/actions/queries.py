"""Reading action items."""

from typing import Any

from django.db.models import FETCH_RAISE, Case, Prefetch, QuerySet, When

from accounts.models import Team, User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN
from postmortems.factors.models import ContributingFactor
from postmortems.reviews.models import Review
from postmortems.wording.policy import WordingState


def target_of(item: ActionItem) -> str:
    """How drafts, disputes, mails and the record call this action item."""
    return f"action:{item.pk}"


def in_full(rows: QuerySet[ActionItem]) -> QuerySet[ActionItem]:
    """With everything that a row or page shows; anything else asked of it later is a mistake in the program."""
    near = ("owner", "team", "review", "review__owner", "review__facilitator", "review__team")
    linked = Prefetch("factors", queryset=_readable(ContributingFactor.objects.alive()), to_attr="answered_factors")
    return rows.select_related(*near).prefetch_related(linked).fetch_mode(FETCH_RAISE)


def answered(item: ActionItem) -> list[ContributingFactor]:
    """The factors that an item from `in_full` answers."""
    found: list[ContributingFactor] = item.answered_factors  # type: ignore[attr-defined]
    return found


def actions_of(review: Review) -> list[ActionItem]:
    """The action items of a review, the open ones first, the nearest date first; two queries."""
    is_over = Case(When(state__in=OPEN, then=0), default=1)
    return list(in_full(review.actions.alive()).order_by(is_over, "due_on", "pk"))


def choices_of(review: Review) -> dict[str, QuerySet[Any]]:
    """What a form about an action item offers to choose from."""
    return {
        "owner": User.objects.filter(is_active=True).order_by("display_name", "pk"),
        "team": Team.objects.filter(archived_at=None),
        "factors": _readable(review.factors.alive()),
    }


def _readable(factors: QuerySet[ContributingFactor]) -> QuerySet[ContributingFactor]:
    """Words that wait for the facilitator are not shown beside other things."""
    return factors.exclude(sentence_state=WordingState.HELD)
