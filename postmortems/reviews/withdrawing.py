"""A log that was wrong: taken back with a sentence, and thirty days to bring it back."""

from django.db import transaction

from accounts.models import User
from accounts.roles import Power
from postmortems.audit.services import record
from postmortems.live.services import ask_everybody_again
from postmortems.reviews.models import Review
from postmortems.shared import clock


def may_withdraw(user: User, review: Review) -> bool:
    """Who filed it and who keeps it, as long as it is not shared. `review` comes from the gate."""
    return not review.is_settled and (user.pk == review.filed_by_id or Power.STEER in review.powers)


def may_bring_back(user: User, review: Review) -> bool:
    """Those who might have taken it back."""
    return user.pk in (review.filed_by_id, review.owner_id, review.facilitator_id)


@transaction.atomic
def withdraw(*, review: Review, because: str, actor: User) -> None:
    """Put the whole review in the trash. Done twice, the first sentence stays."""
    rows = Review.objects.filter(pk=review.pk, deleted_at=None)
    if rows.update(deleted_at=clock.now(), withdrawn_because=because):
        record(verb="withdrew", chain=f"review:{review.pk}", actor=actor, fields=("deleted_at",))
        ask_everybody_again()


@transaction.atomic
def bring_back(*, review: Review, actor: User) -> None:
    """As it was. One that joined another is parted from it instead (joining.py)."""
    rows = Review.objects.filter(pk=review.pk, deleted_at__isnull=False, joined_to=None)
    if rows.update(deleted_at=None, withdrawn_because=""):
        record(verb="brought back", chain=f"review:{review.pk}", actor=actor, fields=("deleted_at",))
