"""Reading meetings."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from postmortems.meeting.models import Agenda, Meeting, MeetingQuerySet
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Participant, Review


def meetings_for(user: User) -> MeetingQuerySet:
    """The meetings that this person may sit in: those they hold, and those of whose reviews they may see every one."""
    if not user.is_active:
        return Meeting.objects.none()
    agenda = Agenda.objects.filter(meeting=OuterRef("pk"), review__deleted_at=None)
    sees_all = Q(Exists(agenda)) & ~Q(Exists(agenda.exclude(review__in=visible_to(user))))
    return Meeting.objects.filter(Q(facilitator=user) | Q(shadow=user) | (sees_all & Q(is_practice=False)))


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


def may_sit_beside(meeting: Meeting) -> list[User]:
    """Who may keep the clock or write down: whoever took part in its reviews or facilitates here; one query."""
    took_part = Participant.objects.filter(review__meetings=meeting, user__isnull=False).values("user")
    rows = User.objects.filter(Q(pk__in=took_part) | Q(is_facilitator=True), is_active=True)
    return list(rows.exclude(pk=meeting.facilitator_id or 0).order_by("display_name", "pk"))


def facilitators_beside(meeting: Meeting) -> list[User]:
    """Who facilitates here, beside whoever holds the meeting now; one query."""
    rows = User.objects.filter(is_active=True, is_facilitator=True).order_by("display_name", "pk")
    return [person for person in rows if person.pk != meeting.facilitator_id]
