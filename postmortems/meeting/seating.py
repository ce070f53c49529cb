"""Coming in: from then on a seat counts as somebody who was there."""

from django.db import transaction

from postmortems.meeting.models import Meeting
from postmortems.meeting.seat import Seat
from postmortems.meeting.topics import TRAY, tell
from postmortems.shared import clock


@transaction.atomic
def come_in(seat: Seat) -> None:
    """Take the seat, once. After the end nobody comes in any more, but cards can still be written for a day."""
    if seat.pk is None:
        made, _ = Seat.objects.get_or_create(meeting=seat.meeting, user=seat.user)
        seat.pk, seat.came_at = made.pk, made.came_at
    if seat.came_at is None and Meeting.objects.filter(pk=seat.meeting_id, ended_at=None).exists():
        seat.came_at = clock.now()
        Seat.objects.filter(pk=seat.pk).update(came_at=seat.came_at)
        tell(seat.meeting, TRAY)


def move_seat(seat: Seat, *, is_remote: bool) -> None:
    """Whether they sit in the room or elsewhere."""
    seat.is_remote = is_remote
    Seat.objects.filter(pk=seat.pk).update(is_remote=is_remote)
