"""One's own due dates for a calendar: a secret address, and what stands under it."""

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from accounts.models import User
from postmortems.actions.calendar_feed import CalendarFeed
from postmortems.actions.models import ActionItem
from postmortems.actions.states import OPEN
from postmortems.reviews.access import visible_to
from postmortems.shared import clock
from postmortems.wording.policy import PUBLISHABLE

MOST = 500  # dates in one calendar, the next first


def make_feed(owner: User) -> str:
    """A new secret address; the one before ends. It is answered this once, and only its hash is kept."""
    token = secrets.token_urlsafe(32)
    values = {"digest": _digest(token), "made_at": clock.now(), "asked_on": None}
    CalendarFeed.objects.update_or_create(owner=owner, defaults=values)
    return settings.BASE_URL + reverse("calendar-feed", args=[token])


def end_feed(owner: User) -> None:
    CalendarFeed.objects.filter(owner=owner).delete()


def feed_of(owner: User) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(owner=owner).first()


def find_feed(token: str) -> CalendarFeed | None:
    """Whose address this is, as long as they work here."""
    rows = CalendarFeed.objects.filter(digest=_digest(token), owner__is_active=True)
    return rows.select_related("owner").first()


def mark_asked(feed: CalendarFeed) -> None:
    """Remember the day on which a calendar asked, for its owner to see whether one still does; a write a day."""
    today = clock.today(feed.owner.zone)
    if feed.asked_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(asked_on=today)


def calendar_of(owner: User) -> bytes:
    """What this person has promised or was offered, each on its day. Two reads give the same bytes where nothing
    changed.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Second Story//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("What I promised"))
    rows = ActionItem.objects.alive().filter(owner=owner, state__in=OPEN, due_on__isnull=False)
    rows = rows.filter(review__in=visible_to(owner), sentence_state__in=PUBLISHABLE).select_related("review")
    for item in rows.order_by("due_on", "pk")[:MOST]:
        calendar.add_component(_event(item))
    return bytes(calendar.to_ical())


def _event(item: ActionItem) -> Event:
    """A whole day that leaves the day free."""
    day, event, link = item.due_on, Event(), settings.BASE_URL + reverse("action", args=[item.pk])
    told = (item.done_when and _("Done when: %(what)s") % {"what": item.done_when}, item.review.ref, link)
    event.add("uid", f"action-{item.pk}@second-story")
    event.add("dtstamp", item.touched_at)
    event.add("dtstart", day)
    event.add("dtend", day and day + dt.timedelta(days=1))
    event.add("summary", item.sentence)
    event.add("description", "\n".join(words for words in told if words))
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    return event


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
