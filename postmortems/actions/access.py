"""The gate for one action item: through its review."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import in_full
from postmortems.reviews.access import EDIT, STEER, VIEW, powers_in, visible_to
from postmortems.reviews.models import Review


def action_for(request: HttpRequest, pk: int, *, to_change: bool = False, removed: bool = False) -> ActionItem:
    """The action item, if the person signed in may see its review, and change what is promised there if asked for that.

    Its review carries `powers`. Http404 or PermissionDenied.
    """
    user: Any = request.user
    rows = ActionItem.objects.filter(pk=pk, review__in=visible_to(user))
    found = in_full(rows if removed else rows.alive()).first()
    if found is None:
        raise Http404
    found.review.powers = powers_in(user, found.review)
    if to_change and not may_change(found.review):
        raise PermissionDenied
    return found


def may_change(review: Review) -> bool:
    """Whoever writes the review changes its action items; once it is a document, those who keep it still follow them
    through.
    """
    return bool(review.powers & {EDIT, STEER})


def may_answer(item: ActionItem, user: User) -> bool:
    """Answers about a promise belong to who made it; others may at most open it again."""
    return item.owner_id == user.pk or may_change(item.review)


def may_see(user: User, item: ActionItem) -> bool:
    """The same question for a mail, which has no request."""
    return item.deleted_at is None and VIEW in powers_in(user, item.review)
