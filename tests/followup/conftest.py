"""The morning on which people hear of what they promised."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.core import mail

from accounts.models import Organisation, User
from postmortems.followup.services import remind
from postmortems.mail.deliver import deliver_all_due
from tests.factories import ActionFactory

BEFORE = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)
MORNING = dt.datetime(2026, 11, 19, 8, 30, tzinfo=dt.UTC)  # 09:30 in Berlin, five working days before the 26th
SENTENCE = "Rate cap on the bulk tool & its “queue”"


@pytest.fixture
def cast(cast):
    """The review itself asks nothing, and nobody wants the list of the week or the letter by mail."""
    cast.review.depth = "note"
    cast.review.save(update_fields=["depth"])
    User.objects.update(quiet_topics=["list", "letter"])
    return cast


@pytest.fixture
def item(cast):
    """Promised by Sven for Thursday 26 November; nobody has spoken of it since the second."""
    with time_machine.travel(BEFORE, tick=False):
        return ActionFactory(
            review=cast.review, owner=cast.involved, team=cast.team, sentence=SENTENCE, state="accepted"
        )


@pytest.fixture
def large(db) -> Organisation:
    return Organisation.objects.create(pk=1, size=Organisation.Size.LARGE)


@pytest.fixture
def lead(cast) -> User:
    """Lea speaks for the team."""
    cast.teammate.memberships.update(role="lead")
    return cast.teammate


def day(text: str, hours: float = 8.5) -> dt.datetime:
    """09:30 in Berlin in winter, or so many hours (UTC) into that day."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC) + dt.timedelta(hours=hours)


def wave(at: dt.datetime = MORNING) -> list[mail.EmailMessage]:
    """What beat and the worker do at that moment."""
    with time_machine.travel(at, tick=False):
        remind()
        deliver_all_due()
    return mail.outbox


@pytest.fixture
def days_pass() -> Callable[[str, str], list[str]]:
    """Let the mornings of these days come; what was sent: day, first name of who got it, subject."""

    def walk(first: str, last: str) -> list[str]:
        at, heard = day(first), []
        while at <= day(last):
            before = len(mail.outbox)
            wave(at)
            heard += [f"{at:%a %d %b} {one.to[0].partition('.')[0]}: {one.subject}" for one in mail.outbox[before:]]
            at += dt.timedelta(days=1)
        return heard

    return walk
