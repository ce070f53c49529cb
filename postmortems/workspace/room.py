"""Who is in the room, when they meet, and whether they are ready."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.live.services import announce, ask_everybody_again
from postmortems.reviews.models import Participant, Review
from postmortems.shared import clock
from postmortems.workspace.fragments import ROOM


@transaction.atomic
def set_meeting(*, review: Review, at: dt.datetime | None, actor: User) -> None:
    """Set, move or cancel the meeting. Who was ready stays ready."""
    if review.meeting_at == at:
        return
    review.meeting_at = at
    review.save(update_fields=["meeting_at"])
    _tell(review, verb="set the meeting", actor=actor, fields=("meeting_at",))


@transaction.atomic
def say_ready(*, review: Review, user: User, is_ready: bool) -> None:
    """Somebody says that they are ready to meet, or not yet. Whoever was not named becomes one who was there."""
    part = join(review=review, user=user)
    if bool(part.ready_at) != is_ready:
        part.ready_at = clock.now() if is_ready else None
        part.save(update_fields=["ready_at"])
        _tell(review, verb="said ready" if is_ready else "said not ready yet", actor=user, fields=("ready_at",))


@transaction.atomic
def join(*, review: Review, user: User) -> Participant:
    """Somebody says that they were there. Saying it twice changes nothing, neither their role."""
    part, is_new = Participant.objects.get_or_create(review=review, user=user)
    if is_new:
        _tell(review, verb="joined", actor=user, fields=("participants",))
    return part


@dataclass(frozen=True, kw_only=True)
class Part:
    """Somebody who took part: a person here, or one without an account by name. `pseudonym` stands for the name once
    names become roles; without one the role does.
    """

    role: str
    user: User | None = None
    name: str = ""
    pseudonym: str = ""


@transaction.atomic
def add_participant(*, review: Review, part: Part, actor: User) -> Participant:
    """Name somebody who took part. Named again, role and pseudonym change."""
    who = {"user": part.user} if part.user else {"user": None, "name": part.name}
    said = {"role": part.role, "pseudonym": part.pseudonym}
    found, _ = Participant.objects.update_or_create(review=review, **who, defaults=said)
    _tell(review, verb="named a participant", actor=actor, fields=("participants",))
    return found


@transaction.atomic
def remove_participant(*, review: Review, pk: int, actor: User) -> Participant | None:
    """Take somebody off the list; None when they were not on it any more. They can be named again."""
    part = Participant.objects.filter(review=review, pk=pk).select_related("user").first()
    if part:
        part.delete()
        ask_everybody_again()  # before it is told who is left
        _tell(review, verb="removed a participant", actor=actor, fields=("participants",))
    return part


def _tell(review: Review, *, verb: str, actor: User, fields: tuple[str, ...]) -> None:
    record(verb=verb, chain=f"review:{review.pk}", actor=actor, fields=fields)
    announce(room=f"review:{review.pk}", topic=ROOM, object_id=review.pk)
