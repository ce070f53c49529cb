"""Reading meetings."""

from postmortems.meeting.models import Agenda, Meeting
from postmortems.reviews.models import Review


def reviews_of(meeting: Meeting) -> list[Review]:
    """The meeting's living reviews in the order of its agenda; one query."""
    rows = Agenda.objects.filter(meeting=meeting, review__deleted_at=None)
    rows = rows.select_related("review__facilitator", "review__owner")
    return [row.review for row in rows]


def meeting_to_come(review: Review) -> Meeting | None:
    """The meeting in which this review is talked through next, or is just now."""
    return Meeting.objects.to_come().filter(reviews=review).select_related("facilitator").order_by("starts_at").first()


def latest_meeting(review: Review) -> Meeting | None:
    """The meeting to come, or else the last one there was."""
    held = Meeting.objects.filter(reviews=review, cancelled_at=None).select_related("facilitator")
    return meeting_to_come(review) or held.order_by("-starts_at").first()
