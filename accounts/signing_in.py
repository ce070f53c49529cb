"""The beginning and the end of sessions. Every way of signing in comes through `signed_in`."""

from django.conf import settings
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.devices import device_of
from accounts.models import User
from accounts.session import BEGAN, DEVICE, Session
from postmortems.audit.services import record
from postmortems.live.services import ask_everybody_again
from postmortems.shared import clock


def signed_in(request: HttpRequest, person: User) -> None:
    """Begin a session of this person in this browser, under a new key also where they were signed in already."""
    before = request.session.session_key
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    if request.session.session_key == before:
        request.session.cycle_key()
    request.session[DEVICE] = device_of(request.headers.get("User-Agent", "")[:500])
    request.session[BEGAN] = clock.now().timestamp()


def open_sessions(person: User) -> QuerySet[Session]:
    """Where somebody is signed in, the newest first."""
    rows = Session.objects.filter(person=person, expire_date__gt=clock.now())
    return rows.order_by("-began_at", "session_key")


def end_one(*, person: User, handle: str) -> bool:
    """Sign one browser of theirs out; whether there was one."""
    ended = [row.pk for row in open_sessions(person) if row.handle == handle]
    return _end(person, Session.objects.filter(pk__in=ended))


def end_others(*, person: User, but: str | None) -> bool:
    """Sign out every browser of theirs except the one with this session key; whether there was any."""
    return _end(person, Session.objects.filter(person=person).exclude(pk=but))


def _end(person: User, rows: QuerySet[Session]) -> bool:
    if not rows.delete()[0]:
        return False
    ask_everybody_again()
    record(verb="signed out elsewhere", chain=f"person:{person.pk}", actor=person)
    return True
