"""How long a meeting's raw notes are kept: the review stays, what was scribbled on the way does not."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from postmortems.meeting.card import Card
from postmortems.meeting.counting import Ballot, Tally
from postmortems.meeting.models import Meeting
from postmortems.meeting.narrator import Narrator
from postmortems.meeting.room import Room
from postmortems.meeting.seat import Seat
from postmortems.meeting.steering import OPEN_AFTER
from postmortems.shared import clock

RAW_NOTES = dt.timedelta(days=90)  # PRACTICE.md section 1, "Closed"
A_DAY_LATER = dt.timedelta(days=1)  # a room that nobody ended is over by then


def forget_old() -> int:
    """Delete the raw notes of meetings that are long over, and the seats and narrators of those that are just over. How
    many meetings lost their notes; any number of times.
    """
    now = clock.now()
    over = Meeting.objects.annotate(over_at=Coalesce("ended_at", "cancelled_at", "starts_at"))
    unended = Q(ended_at=None, cancelled_at=None, over_at__lt=now - A_DAY_LATER)
    just_over = over.filter(Q(ended_at__lt=now - OPEN_AFTER) | unended)
    for rows in (Seat.objects, Narrator.objects):  # who was there, and who was asked to tell it
        rows.filter(meeting__in=just_over).delete()
    old = list(over.filter(over_at__lt=now - RAW_NOTES, purged_at=None).values_list("pk", flat=True))
    for pk in old:
        _forget(pk)
    return len(old)


@transaction.atomic
def _forget(pk: int) -> None:
    """One meeting at a time, so that a long list holds nobody up."""
    for rows in (Card.objects, Ballot.objects, Tally.objects, Seat.objects, Room.objects):
        rows.filter(meeting=pk).delete()
    Meeting.objects.filter(pk=pk).update(purged_at=clock.now())
