"""What letters tell of, and how one arrives."""

import datetime as dt

import time_machine
from django.core import mail

from accounts.models import User
from postmortems.reviews.models import Review
from postmortems.wording.models import Text
from tests.factories import ReviewFactory
from tests.followup.conftest import day, wave

NOVEMBER = dt.datetime(2026, 11, 10, 12, tzinfo=dt.UTC)


def shared(title: str, lessons: str = "", at: dt.datetime = NOVEMBER, **fields) -> Review:
    """A review that was shared then."""
    with time_machine.travel(at, tick=False):
        review = ReviewFactory(title=title, state="published", depth="note", published_at=at, **fields)
        if lessons:
            said = {"body": lessons, "changed_at": at}
            Text.objects.create(owner_kind="review", owner_id=review.pk, slot="lessons", **said)
    return review


def sent_to(person: User, at: str = "2026-12-01") -> mail.EmailMessage:
    """The one mail that came to them on that morning."""
    [sent] = [one for one in wave(day(at)) if one.to == [person.email]]
    return sent
