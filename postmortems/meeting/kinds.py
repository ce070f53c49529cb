"""The mails about a meeting. They go at once: a meeting keeps its own time."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from postmortems.mail import kinds
from postmortems.mail.models import Delivery
from postmortems.meeting.closing import OVER
from postmortems.meeting.inviting import CALLED_OFF, INVITED, TO_READ, address_of, invitation, title_of, visible_reviews
from postmortems.meeting.models import Meeting
from postmortems.meeting.narrating import NARRATE
from postmortems.meeting.narrator import Narrator
from postmortems.meeting.queries import meetings_for
from postmortems.reviews.moments import plain_moment
from postmortems.shared import clock
from postmortems.workspace.gate_facts import day_ends_at


def meeting_of(delivery: Delivery) -> tuple[Meeting | None, int]:
    """The meeting that a message is about, and the number of the change that it tells: "meeting:12.3"."""
    pk, _dot, sequence = delivery.about.partition(":")[2].partition(".")
    return Meeting.objects.filter(pk=int(pk)).first(), int(sequence or 0)


def is_invited(delivery: Delivery) -> bool:
    """Not once the meeting was changed again or is over, and only with a review of it that they may see."""
    meeting, sequence = meeting_of(delivery)
    if meeting is None or meeting.is_over or meeting.sequence != sequence:
        return False
    return _may_know(meeting, delivery)


def is_called_off(delivery: Delivery) -> bool:
    meeting, _sequence = meeting_of(delivery)
    return meeting is not None and meeting.cancelled_at is not None and _may_know(meeting, delivery)


def was_there(delivery: Delivery) -> bool:
    meeting, _sequence = meeting_of(delivery)
    return meeting is not None and meeting.ended_at is not None and _may_know(meeting, delivery)


def _may_know(meeting: Meeting, delivery: Delivery) -> bool:
    return meetings_for(delivery.recipient).filter(pk=meeting.pk).exists()


def context(delivery: Delivery) -> dict[str, Any]:
    """What an invitation says, and one that is taken back."""
    meeting, sequence = _found(delivery)
    person = delivery.recipient
    reviews = visible_reviews(meeting, person)
    return {
        "meeting": meeting,
        "reviews": reviews,
        "title": title_of(reviews),
        "when": plain_moment(meeting.starts_at, now=clock.now(), zone=person.zone),
        "is_change": sequence > 0,
        "link": address_of(meeting),
    }


def context_to_read(delivery: Delivery) -> dict[str, Any]:
    """The way to the story, in time to read it."""
    found = context(delivery)
    return found | {"link": settings.BASE_URL + reverse("review", args=[found["reviews"][0].ref])}


def context_after(delivery: Delivery) -> dict[str, Any]:
    """What those hear who were there: until when they can say that it was different."""
    meeting, _sequence = _found(delivery)
    reviews = visible_reviews(meeting, delivery.recipient)
    ends = day_ends_at(reviews[0])
    return {
        "meeting": meeting,
        "reviews": reviews,
        "until": plain_moment(ends, now=clock.now(), zone=delivery.recipient.zone) if ends else "",
        "link": settings.BASE_URL + reverse("review", args=[reviews[0].ref]),
    }


def is_asked(delivery: Delivery) -> bool:
    """Until they answered, and as long as the meeting is to come."""
    meeting, _sequence = meeting_of(delivery)
    if meeting is None or meeting.is_over or not _may_know(meeting, delivery):
        return False
    return Narrator.objects.filter(meeting=meeting, user=delivery.recipient, answer="").exists()


def _found(delivery: Delivery) -> tuple[Meeting, int]:
    meeting, sequence = meeting_of(delivery)
    if meeting is None:
        raise LookupError("the meeting went away between asking and writing")
    return meeting, sequence


def _calendar(delivery: Delivery) -> bytes:
    meeting, _sequence = _found(delivery)
    return invitation(meeting, recipient=delivery.recipient, is_off=delivery.kind == CALLED_OFF)


def register_all() -> None:
    """Called when the application starts."""
    timing = kinds.Timing.MEETING
    for name, wanted in ((INVITED, is_invited), (CALLED_OFF, is_called_off)):
        kinds.register(kinds.Kind(name=name, still_wanted=wanted, context=context, calendar=_calendar, timing=timing))
    kinds.register(kinds.Kind(name=TO_READ, still_wanted=is_invited, context=context_to_read, timing=timing))
    kinds.register(kinds.Kind(name=NARRATE, still_wanted=is_asked, context=context, timing=timing))
    kinds.register(kinds.Kind(name=OVER, still_wanted=was_there, context=context_after, timing=timing))
