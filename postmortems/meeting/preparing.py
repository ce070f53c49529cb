"""Before the hour: ticks, and links for guests."""

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.meeting.models import Meeting, new_key
from postmortems.meeting.prep import POINTS
from postmortems.meeting.queries import reviews_of
from postmortems.meeting.seat import Seat, digest


@transaction.atomic
def tick(*, meeting: Meeting, done: list[str]) -> None:
    """Keep which points of the checklist are done; unknown ones are left out."""
    meeting.prepared = [point.slug for point in POINTS if point.slug in done]
    meeting.save(update_fields=["prepared"])


@transaction.atomic
def invite_guest(*, meeting: Meeting, name: str, actor: User) -> tuple[Seat, str]:
    """A seat for somebody without an account, and the secret of its link: told this once, kept as a hash."""
    key = "g" + new_key()  # never digits alone: those are codes
    seat = Seat.objects.create(meeting=meeting, name=name, key=digest(key))
    for review in reviews_of(meeting):
        record(verb="invited a guest to the meeting", chain=f"review:{review.pk}", actor=actor)
    return seat, key


@transaction.atomic
def withdraw_guest(*, meeting: Meeting, pk: int) -> None:
    """End a guest's link at once."""
    Seat.objects.filter(meeting=meeting, pk=pk, user=None).delete()
