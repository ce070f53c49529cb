"""What every write about an action item has in common: the lock, the record, and the history of its date."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.actions.models import ActionItem, Replan
from postmortems.actions.queries import target_of
from postmortems.actions.states import OPEN
from postmortems.audit.services import record
from postmortems.live.services import announce
from postmortems.mail.services import settle
from postmortems.shared import clock


class CannotAnswer(Exception):
    """This answer does not fit any more; the message says what stands now."""


def locked(item: ActionItem) -> ActionItem:
    """The row as it stands, nobody else's until the transaction ends."""
    return ActionItem.objects.select_for_update(of=("self",)).select_related("owner").get(pk=item.pk)


def still_open(item: ActionItem) -> ActionItem:
    """The same for an item that is not over. Raises CannotAnswer."""
    standing = locked(item)
    if standing.state not in OPEN:
        raise CannotAnswer(_("It has moved on meanwhile: it is %(state)s.") % {"state": standing.get_state_display()})
    return standing


def tell(item: ActionItem, verb: str, actor: User | None, fields: tuple[str, ...] = ()) -> None:
    """Write it on the record and show it on open pages."""
    record(verb=verb, chain=f"review:{item.review_id}", actor=actor, target=target_of(item), fields=fields)
    announce(room=f"review:{item.review_id}", topic="action", object_id=item.pk)
    if actor is not None:  # somebody spoke: what people were asked about it is asked no more
        settle(target_of(item))


def tell_twins(item: ActionItem, state: str, actor: User) -> None:
    """Say on the record and the open pages of its duplicates what became of this one."""
    for twin in ActionItem.objects.alive().filter(duplicate_of=item):
        record(
            verb=f"the other one is {state}",
            chain=f"review:{twin.review_id}",
            actor=actor,
            target=target_of(twin),
            fields=(),
        )
        announce(room=f"review:{twin.review_id}", topic="action", object_id=twin.pk)


def record_replan(
    *, item: ActionItem, was_on: dt.date | None, actor: User, in_the_way: str = "", note: str = ""
) -> Replan | None:
    """Keep that the date moved to `item.due_on`. A first date, no date or the same date is no move."""
    if was_on is None or item.due_on is None or was_on == item.due_on:
        return None
    return Replan.objects.create(
        action=item,
        was_on=was_on,
        now_on=item.due_on,
        in_the_way=in_the_way,
        note=note,
        moved_by=actor,
        moved_at=clock.now(),
    )
