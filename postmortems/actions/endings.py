"""Ends that are neither done nor declined: something that was tried, and something that is promised elsewhere too."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.actions.models import ActionItem
from postmortems.actions.noting import CannotAnswer, locked, still_open, tell
from postmortems.actions.services import put_state
from postmortems.actions.states import Outcome, State
from postmortems.actions.strength import Type
from postmortems.actions.thanks import thank
from postmortems.shared.text import clean


@transaction.atomic
def end_try(*, item: ActionItem, outcome: str, actor: User, note: str = "") -> ActionItem:
    """Say how something that was tried ended, and what it showed. Dropped is an answer too."""
    standing = still_open(item)
    if standing.type != Type.TRY or outcome not in Outcome.values:
        raise CannotAnswer(_("That answer is not known here."))
    standing.outcome, standing.reason, standing.in_the_way = outcome, clean(note), ""
    standing.save(update_fields=["outcome"])
    put_state(standing, State.DONE, actor)
    tell(standing, "said how a try ended", actor, fields=("outcome",))
    thank(standing, actor=actor)
    return standing


@transaction.atomic
def call_same(*, item: ActionItem, other: ActionItem, actor: User, note: str = "") -> ActionItem:
    """This one is the same as the other and ends here; what becomes of the other shows on both pages.

    What called this one its twin calls the other one so from now on. Raises CannotAnswer when the other one ended the
    same way meanwhile.
    """
    standing = still_open(item)
    if ActionItem.objects.filter(Q(pk=other.pk, state=State.DUPLICATE) | Q(pk=other.pk, duplicate_of=item)).exists():
        raise CannotAnswer(_("That one points at another itself."))
    standing.duplicate_of, standing.reason, standing.in_the_way = other, clean(note), ""
    standing.save(update_fields=["duplicate_of"])
    ActionItem.objects.filter(duplicate_of=item).update(duplicate_of=other)
    put_state(standing, State.DUPLICATE, actor)
    tell(standing, "called it the same as another", actor, fields=("duplicate_of",))
    tell(locked(other), "has a twin", actor, fields=("duplicates",))
    return standing
