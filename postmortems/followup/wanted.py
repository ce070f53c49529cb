"""Whether a message about an action item is still wanted by who gets it. Pure, but for the rows it looks at."""

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN, State
from postmortems.followup.facts import about_day, keeper_of
from postmortems.followup.policy import EFFECT, NEEDS_HOME, OFFERED, REPLAN, ROOM, ROOM_SOON, TICKET_CLOSED, Step
from postmortems.mail.models import Delivery


def is_wanted(step: Step, item: ActionItem, row: Delivery) -> bool:
    """The question is still open, about the same day, and this person's to answer. Whoever said anything about the item
    since answered it.
    """
    if row.local_date != about_day(step, item):
        return False
    if step is EFFECT:
        return item.state == State.DONE and _is_asked(step, item, row.recipient)
    if item.touched_at > row.created_at or item.state not in OPEN:
        return False
    if step is not NEEDS_HOME and (step is TICKET_CLOSED) != (item.asked_if_done_at is not None):
        return False  # a closed ticket asks one thing and ends everything else
    if step is ROOM_SOON and item.room_asked_at:
        return False
    if step is OFFERED and item.state != State.OFFERED:
        return False
    return _is_asked(step, item, row.recipient)


def _is_asked(step: Step, item: ActionItem, person: User) -> bool:
    if step is ROOM:
        return True  # who speaks for the team was asked when it was written, and may see it
    if step is NEEDS_HOME:
        return not _has_home(item) and person == keeper_of(item)
    if step in (REPLAN, EFFECT) and person == keeper_of(item):
        return True
    return person == item.owner and _has_home(item)


def _has_home(item: ActionItem) -> bool:
    return item.owner is not None and item.owner.is_active
