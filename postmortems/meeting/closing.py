"""The end of the hour: numbers instead of names, what is open carried over, one mail to those who were there."""

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from postmortems.audit.services import record
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue_all
from postmortems.meeting.card import Exit, Kind
from postmortems.meeting.counts import close_count
from postmortems.meeting.models import Meeting
from postmortems.meeting.parking import leave, parked
from postmortems.meeting.practice import throw_away
from postmortems.meeting.queries import reviews_of
from postmortems.meeting.script import PULSE, SAFETY
from postmortems.meeting.seat import Seat
from postmortems.meeting.steering import locked, turn_over
from postmortems.meeting.topics import CARDS, NOW, TRAY, tell
from postmortems.meeting.voting import close_vote
from postmortems.reviews.models import Participant, Review
from postmortems.shared import clock
from postmortems.workspace.sharing import show

OVER = "meeting_over"  # the kind of mail


@transaction.atomic
def end(*, meeting: Meeting, actor: User, shows: bool) -> Meeting:
    """End the meeting. What is still parked goes to the plan session, ideas that were not turned over are kept, places
    become a number. `shows`: those involved are asked whether the account is right. Raises NoRoom.
    """
    room = locked(meeting)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    turn_over(room, kinds=(Kind.IDEA,), actor=actor)
    for card in parked(meeting):
        leave(card, way=Exit.PLAN, note="", actor=actor)
    for what in (SAFETY, PULSE):
        close_count(room, what=what)
    if room.is_voting:
        close_vote(room)
    room.save()
    reviews = reviews_of(meeting)
    for review in reviews:
        record(verb="ended the meeting", chain=f"review:{review.pk}", actor=actor)
        if meeting.is_practice:
            throw_away(review, actor=actor)
        elif shows and not review.is_settled:
            show(review=review, actor=actor)
    _become_numbers(meeting, reviews)
    tell(meeting, NOW, CARDS, TRAY)
    return meeting


def _become_numbers(meeting: Meeting, reviews: list[Review]) -> None:
    """Tell those who were there and are not asked otherwise; then forget who they were."""
    came = Seat.objects.filter(meeting=meeting, came_at__isnull=False)
    meeting.ended_at, meeting.attended = clock.now(), came.count()
    meeting.wrote = came.filter(has_written=True).count()
    meeting.save(update_fields=["ended_at", "attended", "wrote"])
    people = User.objects.none() if meeting.is_practice else _not_asked(came, reviews)
    about, now = f"meeting:{meeting.pk}.{meeting.sequence}", clock.now()
    queue_all(
        [
            Delivery(kind=OVER, about=about, recipient=user, local_date=clock.today(user.zone), due_at=now)
            for user in people
        ]
    )
    Seat.objects.filter(meeting=meeting, user__isnull=False).delete()


def _not_asked(came: QuerySet[Seat], reviews: list[Review]) -> QuerySet[User]:
    """Those who were there and get no question already whether it is told right."""
    asked = Participant.objects.filter(review__in=reviews, review__shown_at__isnull=False, user__isnull=False)
    return User.objects.filter(pk__in=came.values("user"), is_active=True).exclude(pk__in=asked.values("user"))
