"""Setting, moving and calling off a meeting. Its reviews say when they meet; calendars follow by one lasting UID."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from postmortems.meeting.inviting import send_invitations, take_back
from postmortems.meeting.models import Agenda, Length, Meeting
from postmortems.meeting.queries import meeting_to_come, reviews_of
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.workspace.room import set_meeting


@dataclass(frozen=True, kw_only=True)
class Plan:
    """When, for how long, where, and who holds it."""

    starts_at: dt.datetime
    length: int = Length.HOUR
    place: str = ""
    facilitator: User | None = None


@transaction.atomic
def schedule(*, review: Review, plan: Plan, actor: User) -> Meeting:
    """Set the meeting of a review, or change the one that is to come. Nothing changed: nobody hears of it."""
    review = Review.objects.select_for_update().get(pk=review.pk)
    meeting = meeting_to_come(review)
    if meeting is None:
        meeting = Meeting.objects.create(**_columns(plan), zone=review.zone, made_at=clock.now())
        Agenda.objects.create(meeting=meeting, review=review)
    elif not _change(meeting, plan):
        return meeting
    for one in reviews_of(meeting):
        set_meeting(review=one, at=meeting.starts_at, actor=actor)
    send_invitations(meeting)
    return meeting


def _columns(plan: Plan) -> dict[str, object]:
    """The plan as columns of a meeting."""
    return {name: getattr(plan, name) for name in plan.__dataclass_fields__}


def _change(meeting: Meeting, plan: Plan) -> bool:
    """Write what is different; whether anything is."""
    wanted = _columns(plan)
    changed = [name for name, value in wanted.items() if getattr(meeting, name) != value]
    for name in changed:
        setattr(meeting, name, wanted[name])
    if changed:
        meeting.sequence += 1
        meeting.save(update_fields=[*changed, "sequence"])
    return bool(changed)


@transaction.atomic
def call_off(*, review: Review, actor: User) -> None:
    """Call off the meeting to come, for all its reviews. What was prepared stays. One that began stays."""
    meeting = meeting_to_come(review)
    if meeting is None:
        set_meeting(review=review, at=None, actor=actor)
        return
    if meeting.started_at is not None:
        return
    meeting.cancelled_at, meeting.sequence = clock.now(), meeting.sequence + 1
    meeting.save(update_fields=["cancelled_at", "sequence"])
    for one in reviews_of(meeting):
        set_meeting(review=one, at=None, actor=actor)
    take_back(meeting)
