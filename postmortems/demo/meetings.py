"""The meeting that a demo review is on its way to, with the things to do before it half done."""

from postmortems.meeting.models import Agenda, Meeting
from postmortems.reviews.models import Review
from postmortems.shared import clock


def make_meeting(review: Review) -> None:
    """Nothing for a review whose meeting is over or not set. Nobody is invited: these people read no calendar."""
    if review.meeting_at is None or review.meeting_at < clock.now():
        return
    meeting = Meeting.objects.create(
        starts_at=review.meeting_at,
        zone=review.zone,
        facilitator=review.facilitator,
        prepared=["talked", "dives"],
        made_at=review.filed_at,
    )
    Agenda.objects.create(meeting=meeting, review=review)
