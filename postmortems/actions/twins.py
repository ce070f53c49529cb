"""The same thing, promised in several reviews: what one of them says of the others."""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Q

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN, State
from postmortems.reviews.access import visible_to
from postmortems.wording.policy import WordingState


@dataclass(frozen=True)
class Twin:
    """`is_seen`: whether the reader may see the review it stands in, and its words. `is_news`: it ended, and that says
    something about this one.
    """

    item: ActionItem
    is_original: bool
    is_seen: bool
    is_news: bool


def twins_of(item: ActionItem, user: User) -> list[Twin]:
    """The one that this one is the same as, and those that are the same as this one; two queries, one where there are
    none. Of those in a review that the reader may not see, only the one that this one itself waits on, without its
    words.
    """
    same = Q(duplicate_of=item.pk) | (Q(pk=item.duplicate_of_id) if item.duplicate_of_id else Q(pk=None))
    rows = list(ActionItem.objects.alive().filter(same).select_related("review").fetch_mode(FETCH_RAISE))
    seen = (
        set(visible_to(user).filter(pk__in={row.review_id for row in rows}).values_list("pk", flat=True))
        if rows
        else ()
    )
    told = [row for row in rows if row.review_id in seen or row.pk == item.duplicate_of_id]
    return [_twin(row, item, row.review_id in seen) for row in told]


def _twin(row: ActionItem, item: ActionItem, may_see: bool) -> Twin:
    is_original = row.pk == item.duplicate_of_id
    waits_on_it = is_original and item.state == State.DUPLICATE
    return Twin(
        item=row,
        is_original=is_original,
        is_seen=may_see and row.sentence_state != WordingState.HELD,
        is_news=waits_on_it and row.state not in OPEN,
    )
