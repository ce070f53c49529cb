"""The gate for many action items at once: asked of each of them."""

from collections.abc import Sequence

from accounts.models import User
from postmortems.actions.access import keeps, standing_of
from postmortems.actions.bulk import CLOSE, DATE, OWNER
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import in_full, teams_led_by
from postmortems.actions.states import OPEN, answers_for
from postmortems.reviews.access import visible_to
from postmortems.wording.policy import PUBLISHABLE

ANSWERS = {OWNER: "hand_over", DATE: "new_date", CLOSE: "decline"}


def chosen_items(user: User, keys: Sequence[int]) -> list[ActionItem]:
    """Those of these that this person may see and that are open, in the order of their dates."""
    if not keys:
        return []
    rows = ActionItem.objects.alive().filter(pk__in=keys, state__in=OPEN, review__in=visible_to(user))
    rows = rows.filter(sentence_state__in=PUBLISHABLE)  # held words are named to nobody
    return list(in_full(rows).order_by("due_on", "pk"))


def not_theirs(items: Sequence[ActionItem], what: str, *, user: User) -> str:
    """The sentences of those for which this person may not say it; empty when it is theirs for all. A team may be
    changed by whoever keeps the item.
    """
    leads = teams_led_by(user)
    return "; ".join(f"“{item.sentence}”" for item in items if not _may(item, what, user, leads))


def _may(item: ActionItem, what: str, user: User, leads: frozenset[int]) -> bool:
    is_kept = keeps(item, user, leads=leads)
    if what not in ANSWERS:
        return is_kept
    standing = standing_of(item, user, leads=leads, may_change=is_kept)
    return any(answer.name == ANSWERS[what] for answer in answers_for(item.state, standing))
