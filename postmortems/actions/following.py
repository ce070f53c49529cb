"""One status, not two: an action item that follows a ticket somewhere else."""

from django.db import transaction

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.noting import still_open, tell
from postmortems.shared import clock


@transaction.atomic
def not_yet(*, item: ActionItem, actor: User) -> ActionItem:
    """Its ticket is closed and it is not done: it stays open, and is not asked again about the same closing."""
    standing = still_open(item)
    standing.asked_if_done_at, standing.touched_at = None, clock.now()
    standing.save(update_fields=["asked_if_done_at", "touched_at"])
    tell(standing, "said that it is not done yet", actor, fields=("asked_if_done_at",))
    return standing
