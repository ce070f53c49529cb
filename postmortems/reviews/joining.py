"""The same thing filed twice: one log joins another review, and its address leads there from then on.

Nothing is copied but who took part. The words stay in the log, and the other review shows them; undone, both are as
they were.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Power
from postmortems.audit.services import record
from postmortems.reviews.access import EDIT, may
from postmortems.reviews.models import Participant, Review, Visibility
from postmortems.reviews.states import State
from postmortems.shared import clock


class CannotJoin(Exception):
    """These two stay apart; the message says why, to a person."""


@transaction.atomic
def join(*, review: Review, into: Review, actor: User) -> None:
    """Let `review` be a part of `into`, which the actor may see. Asked twice, it joins once. Raises CannotJoin."""
    standing = {row.pk: row for row in Review.objects.select_for_update().filter(pk__in=[review.pk, into.pk])}
    log, target = standing[review.pk], standing[into.pk]
    if log.joined_to_id == target.pk:
        return
    if problem := _why_not(log, target):
        raise CannotJoin(problem)
    log.joined_to, log.joined_at, log.deleted_at = target, clock.now(), clock.now()
    log.save(update_fields=["joined_to", "joined_at", "deleted_at"])
    for part in log.participants.select_related("user"):
        _bring(part, target)
    _tell(log, target, verb="joined", actor=actor)


def _why_not(log: Review, target: Review) -> str:
    if log.pk == target.pk:
        return _("That is the same review already.")
    if target.deleted_at or log.deleted_at:
        return _("This review has moved on. Here is where it stands now.")
    if log.state != State.INCIDENT:
        return _("It is being written already. One of its incidents can be handed over instead.")
    if log.visibility != Visibility.EVERYONE and (
        log.visibility == Visibility.PEOPLE or (log.visibility, log.team_id) != (target.visibility, target.team_id)
    ):
        return _("It is shown to fewer people than %(ref)s, and so are its words.") % {"ref": target.ref}
    return ""


def _bring(part: Participant, target: Review) -> None:
    """Whoever took part in the log does so in the other one. To have reported it too gives nobody a right to write."""
    same = {"user": part.user} if part.user else {"user": None, "name": part.name}
    if target.participants.filter(**same).exists():
        return
    role = part.role if part.user and may(part.user, target, EDIT) else Participant.Role.REPORTER
    target.participants.create(user=part.user, name=part.name, role=role, came_with=part.review)


def may_part(user: User, log: Review) -> bool:
    """Who filed it, who keeps it, and who writes in the review that it joined."""
    is_theirs = user.pk in (log.filed_by_id, log.owner_id)
    return is_theirs or (log.joined_to is not None and may(user, log.joined_to, Power.EDIT))


@transaction.atomic
def part(*, review: Review, actor: User) -> None:
    """It was another one after all: both are as they were. Asked twice, it parts once."""
    log = Review.objects.select_for_update().get(pk=review.pk)
    target = log.joined_to
    if target is None:
        return
    log.joined_to, log.joined_at, log.deleted_at = None, None, None
    log.save(update_fields=["joined_to", "joined_at", "deleted_at"])
    target.participants.filter(came_with=log).delete()
    _tell(log, target, verb="parted", actor=actor)


def _tell(log: Review, target: Review, *, verb: str, actor: User) -> None:
    record(verb=verb, chain=f"review:{log.pk}", actor=actor, target=f"review:{target.pk}")
    record(verb=f"{verb} by a log", chain=f"review:{target.pk}", actor=actor, target=f"review:{log.pk}")
