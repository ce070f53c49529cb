"""Asking people whether they would tell their part, and their answer. Who runs the meeting sees it, and nobody else."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from postmortems.mail.services import queue
from postmortems.meeting.models import Meeting
from postmortems.meeting.narrator import Narrator
from postmortems.meeting.queries import meetings_for, reviews_of
from postmortems.reviews.models import Participant
from postmortems.shared import clock

NARRATE = "meeting_narrate"  # the kind of mail
ENOUGH = 2  # voices; one is one view
WERE_THERE = (Participant.Role.LEAD, Participant.Role.RESPONDER, Participant.Role.NARRATOR)


@dataclass(frozen=True)
class Voice:
    """Somebody who was there; `asked` is nothing as long as nobody asked them."""

    person: User
    asked: Narrator | None


def voices(meeting: Meeting) -> list[Voice]:
    """Everybody who was there and has an account; two queries beside those of the agenda."""
    asked = {one.user_id: one for one in meeting.narrators.all()}
    took_part = Participant.objects.filter(review__in=reviews_of(meeting), role__in=WERE_THERE, user__is_active=True)
    people = User.objects.filter(pk__in=took_part.values("user")).exclude(pk=meeting.facilitator_id or 0)
    return [Voice(person, asked.get(person.pk)) for person in people.order_by("display_name", "pk")]


def agreed(meeting: Meeting) -> int:
    """How many said that they tell it."""
    return meeting.narrators.filter(answer=Narrator.Answer.GLADLY).count()


@transaction.atomic
def ask_to_narrate(*, meeting: Meeting, person: User) -> None:
    """Ask them once, by mail and in the app. Asking again changes nothing; nor does asking who may not come."""
    if meeting.is_over or not meetings_for(person).filter(pk=meeting.pk).exists():
        return
    _row, is_new = Narrator.objects.get_or_create(meeting=meeting, user=person, defaults={"asked_at": clock.now()})
    if is_new:
        today = clock.today(person.zone)
        queue(kind=NARRATE, about=f"meeting:{meeting.pk}.0", recipient=person, local_date=today, due_at=clock.now())


@transaction.atomic
def say_whether(*, meeting: Meeting, person: User, answer: str) -> bool:
    """Their own answer, which they may change as long as the meeting is to come. False where they were not asked."""
    rows = Narrator.objects.filter(meeting=meeting, user=person)
    return bool(answer in Narrator.Answer.values and rows.update(answer=answer, answered_at=clock.now()))
