"""Being away: until when, and who looks after what is open meanwhile."""

import datetime as dt
import uuid

from django.db import transaction

from accounts.models import User
from postmortems.actions.bulk import MOST, OWNER, change_many
from postmortems.actions.bulk_change import BulkChange
from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN
from postmortems.organisation.time_off import set_away
from postmortems.reviews.access import visible_to


def open_items_of(person: User) -> int:
    """How many open action items are theirs."""
    return ActionItem.objects.alive().filter(owner=person, state__in=OPEN, review__deleted_at=None).count()


@transaction.atomic
def go_away(
    *, person: User, until: dt.date | None, to: User | None, note: str, form_key: uuid.UUID
) -> tuple[BulkChange | None, int]:
    """Say until when somebody is away, and offer everything open of theirs to somebody else, who is asked. What the
    other may not see stays: how many is the second part of the answer.
    """
    set_away(person=person, until=until)
    if to is None:
        return None, 0
    mine = ActionItem.objects.alive().filter(owner=person, state__in=OPEN, review__deleted_at=None)
    seen = list(mine.filter(review__in=visible_to(to)).order_by("pk")[:MOST])
    stay = mine.count() - len(seen)
    if not seen:
        return None, stay
    change = change_many(items=seen, what=OWNER, owner=to, reason=note, actor=person, form_key=form_key)
    return change, stay
