"""The gate for one action item: through its review."""

from collections.abc import Set
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.needs import needs_decision
from postmortems.actions.queries import item_for, teams_of
from postmortems.actions.states import MOST_SNOOZES, Standing
from postmortems.actions.strength import Type
from postmortems.reviews.access import EDIT, STEER, VIEW, powers_in
from postmortems.reviews.models import Review
from postmortems.shared import clock


def action_for(request: HttpRequest, pk: int, *, to_change: bool = False, removed: bool = False) -> ActionItem:
    """The action item, if the person signed in may see its review, and change what is promised there if asked for that.

    Its review carries `powers`. Http404 or PermissionDenied.
    """
    user: Any = request.user
    found = item_for(user, pk)
    if found is None or (found.deleted_at is not None and not removed):
        raise Http404
    if to_change and not may_change(found.review):
        raise PermissionDenied
    return found


def may_change(review: Review) -> bool:
    """Whoever writes the review changes its action items; once it is a document, those who keep it still follow them
    through.
    """
    return bool(review.powers & {EDIT, STEER})


def keeps(item: ActionItem, user: User, *, leads: Set[int]) -> bool:
    """Whether this person is asked when it needs a decision: owner or facilitator of the review, or lead of its team.

    Asks no question of the database: `leads` are the ids of the teams that this person leads.
    """
    review = item.review
    hosts = review.facilitator_id == user.pk or (review.facilitator_id is None and user.is_facilitator)
    return review.owner_id == user.pk or hosts or item.team_id in leads


def standing_of(item: ActionItem, user: User, *, leads: Set[int], may_change: bool) -> Standing:
    """Where this person stands towards the item, from what was read with it."""
    return Standing(
        is_owner=item.owner_id == user.pk,
        keeps=keeps(item, user, leads=leads),
        may_change=may_change,
        needs_decision=needs_decision(item, today=clock.today(user.zone)),
        is_try=item.type == Type.TRY,
        may_rest=item.snoozed < MOST_SNOOZES,
        ticket_closed=item.asked_if_done_at is not None,
    )


def standing_in(item: ActionItem, user: User) -> Standing:
    """The same for an item that came through the gate; one query."""
    return standing_of(item, user, leads=teams_of(user)[1], may_change=may_change(item.review))


def may_answer(standing: Standing) -> bool:
    """Whether there is anything about this item that the person could ever say."""
    return standing.is_owner or standing.keeps or standing.may_change


def may_see(user: User, item: ActionItem) -> bool:
    """The same question for a mail, which has no request."""
    return item.deleted_at is None and VIEW in powers_in(user, item.review)
