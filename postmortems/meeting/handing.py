"""Who holds what: taking a review that wants a facilitator, handing a meeting over, several reviews in one sitting."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.live.services import announce
from postmortems.meeting.chairs import Chair
from postmortems.meeting.inviting import send_invitations
from postmortems.meeting.models import Agenda, Meeting
from postmortems.meeting.queries import meeting_to_come, reviews_of
from postmortems.meeting.topics import NOW, tell
from postmortems.reviews.models import Review
from postmortems.workspace.fragments import ROOM
from postmortems.workspace.room import set_meeting


class CannotHand(Exception):
    """It went to somebody else meanwhile, or belongs to another meeting."""


@transaction.atomic
def take(*, review: Review, actor: User) -> Review:
    """Facilitate a review that nobody does yet. Raises CannotHand when somebody was quicker."""
    review = Review.objects.select_for_update().get(pk=review.pk)
    if review.facilitator_id not in (None, actor.pk):
        raise CannotHand
    _facilitates(review, actor, by=actor)
    return review


@transaction.atomic
def hand_over(*, meeting: Meeting, to: User, actor: User) -> Meeting:
    """Give the meeting to somebody else, with everything that is prepared, and the reviews that the giver facilitated.
    It works while the room is open, too.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    giver, meeting.facilitator = meeting.facilitator_id, to
    meeting.sequence += 1
    meeting.save(update_fields=["facilitator", "sequence"])
    for review in reviews_of(meeting):
        if review.facilitator_id in (giver, None):
            _facilitates(review, to, by=actor)
    if not meeting.is_live:
        send_invitations(meeting)
    return meeting


def _facilitates(review: Review, person: User, *, by: User) -> None:
    if review.facilitator_id == person.pk:
        return
    review.facilitator = person
    review.save(update_fields=["facilitator"])
    record(verb="changed who facilitates", chain=f"review:{review.pk}", actor=by, fields=("facilitator",))
    announce(room=f"review:{review.pk}", topic=ROOM, object_id=review.pk)


@transaction.atomic
def add_review(*, meeting: Meeting, review: Review, actor: User) -> None:
    """Talk about one more review in the same sitting. Raises CannotHand for one that has a meeting of its own."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    standing = meeting_to_come(review)
    if standing and standing.pk == meeting.pk:
        return
    if standing or meeting.is_over:
        raise CannotHand
    Agenda.objects.create(meeting=meeting, review=review, position=meeting.agenda.count())
    _agenda_changed(meeting, review, actor, at=True)


@transaction.atomic
def drop_review(*, meeting: Meeting, review: Review, actor: User) -> None:
    """Take a review out of the sitting again; the last one stays."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.agenda.count() > 1 and Agenda.objects.filter(meeting=meeting, review=review).delete()[0]:
        _agenda_changed(meeting, review, actor, at=False)


def _agenda_changed(meeting: Meeting, review: Review, actor: User, *, at: bool) -> None:
    set_meeting(review=review, at=meeting.starts_at if at else None, actor=actor)
    meeting.sequence += 1
    meeting.save(update_fields=["sequence"])
    if not meeting.is_live:
        send_invitations(meeting)


@transaction.atomic
def copy_prep(*, meeting: Meeting, actor: User) -> bool:
    """Take over place, length and pinned questions of the last meeting that the same person held; whether there was
    one. Ticks are not copied: what was done then is not done now.
    """
    held = Meeting.objects.filter(facilitator=actor, ended_at__isnull=False).exclude(pk=meeting.pk)
    last = held.order_by("-ended_at").first()
    if last is None or meeting.is_over:
        return False
    meeting.place, meeting.pins = meeting.place or last.place, last.pins
    meeting.save(update_fields=["place", "pins"])
    return True


@transaction.atomic
def give_chairs(*, meeting: Meeting, chairs: Mapping[Chair, User | None], actor: User) -> None:
    """Let others sit beside whoever runs it, each with what their chair may press (chairs.py); None ends it."""
    for chair, person in chairs.items():
        setattr(meeting, chair, person)
    fields = tuple(str(chair) for chair in chairs)
    meeting.save(update_fields=fields)
    for review in reviews_of(meeting):
        record(verb="chose who sits beside the facilitator", chain=f"review:{review.pk}", actor=actor, fields=fields)
    tell(meeting, NOW)
