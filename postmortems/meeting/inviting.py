"""Who is invited, and the invitation as calendars read it (RFC 5545, RFC 5546)."""

import datetime as dt
from email.utils import parseaddr

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from accounts.models import User
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue_all
from postmortems.meeting.models import Meeting
from postmortems.meeting.queries import reviews_of
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Participant, Review
from postmortems.shared import clock

INVITED, CALLED_OFF, TO_READ = "meeting_invitation", "meeting_called_off", "meeting_to_read"
READ_BEFORE = dt.timedelta(hours=26)  # what is to be read comes a day ahead at least (PRACTICE.md section 1)


def invited(meeting: Meeting) -> list[User]:
    """Everybody who took part in its reviews, owns or facilitates them, or holds the meeting; two queries."""
    reviews = reviews_of(meeting)
    took_part = Participant.objects.filter(review__in=reviews, user__isnull=False).values("user")
    keeps = {pk for review in reviews for pk in (review.owner_id, review.facilitator_id) if pk}
    keeps |= {pk for pk in (meeting.facilitator_id, meeting.shadow_id) if pk}
    return list(User.objects.filter(Q(pk__in=took_part) | Q(pk__in=keeps), is_active=True).order_by("pk"))


def send_invitations(meeting: Meeting) -> None:
    """Queue the invitation as it stands now, for everybody, and the story to read a day ahead, where there is a day.
    Belongs inside the transaction that changed the meeting.
    """
    people, read_at = invited(meeting), meeting.starts_at - READ_BEFORE
    _queue(meeting, INVITED, people, at=clock.now())
    if read_at > clock.now():
        _queue(meeting, TO_READ, people, at=read_at)


def take_back(meeting: Meeting) -> None:
    """Queue the word that there is no meeting."""
    _queue(meeting, CALLED_OFF, invited(meeting), at=clock.now())


def _queue(meeting: Meeting, kind: str, people: list[User], *, at: dt.datetime) -> None:
    about = f"meeting:{meeting.pk}.{meeting.sequence}"
    queue_all(
        [
            Delivery(kind=kind, about=about, recipient=user, local_date=clock.local(at, user.zone).date(), due_at=at)
            for user in people
        ]
    )


def visible_reviews(meeting: Meeting, user: User) -> list[Review]:
    """Those of its reviews that this person may see: nobody learns of another from an invitation."""
    seen = set(visible_to(user).filter(meetings=meeting).values_list("pk", flat=True))
    return [review for review in reviews_of(meeting) if review.pk in seen]


def title_of(reviews: list[Review]) -> str:
    """What a calendar calls it."""
    named = ", ".join(f"{review.ref} {review.title}" for review in reviews)
    return _("Review: %(what)s") % {"what": named}


def address_of(meeting: Meeting) -> str:
    return settings.BASE_URL + reverse("meeting-page", args=[meeting.pk])


def invitation(meeting: Meeting, *, recipient: User, is_off: bool = False) -> bytes:
    """The meeting as one VEVENT, with its lasting UID and the number of its change. Times are UTC, which every calendar
    shows on its owner's clock.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Second Story//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "REQUEST")
    calendar.add_component(_event(meeting, recipient=recipient, is_off=is_off))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, *, recipient: User, is_off: bool) -> Event:
    event, link, starts = Event(), address_of(meeting), meeting.starts_at.astimezone(dt.UTC)
    event.add("uid", f"{meeting.uid}@second-story")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", starts)
    event.add("dtend", starts + dt.timedelta(minutes=meeting.length))
    event.add("summary", title_of(visible_reviews(meeting, recipient)))
    event.add("description", _("We look at what made it possible, not at who. %(link)s") % {"link": link})
    event.add("url", link)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if meeting.place:
        event.add("location", meeting.place)
    event.add("organizer", _organizer())
    event.add("attendee", _attendee(recipient))
    return event


def _organizer() -> vCalAddress:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    who = vCalAddress(f"mailto:{address}")
    who.params["CN"] = name or "Second Story"
    return who


def _attendee(user: User) -> vCalAddress:
    who = vCalAddress(f"mailto:{user.email}")
    who.params["CN"] = user.display_name
    who.params["ROLE"] = "REQ-PARTICIPANT"
    who.params["PARTSTAT"] = "NEEDS-ACTION"
    who.params["RSVP"] = "FALSE"
    return who
