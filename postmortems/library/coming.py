"""Whether the coming letter reaches somebody by mail, and when: said beside what it would bring."""

import datetime as dt
from dataclasses import dataclass

from accounts.models import User
from postmortems.followup.facts import Terms
from postmortems.followup.lists import letter_day, readers
from postmortems.mail.topics import Topic


@dataclass(frozen=True)
class Coming:
    """`at`: the morning of its mail; None for who does not get it so. One of the rest says why."""

    at: dt.datetime | None = None
    is_off: bool = False
    is_quiet: bool = False


def coming(person: User, *, first: dt.date) -> Coming:
    """Of the letter that goes out in the month that begins with `first`; five queries."""
    terms = Terms.current()
    if not terms.rules.sends_letter:
        return Coming(is_off=True)
    if not readers(terms).filter(pk=person.pk).exists():
        return Coming()
    if Topic.LETTER in person.quiet_topics:
        return Coming(is_quiet=True)
    hours = person.hours(terms.organisation)
    return Coming(hours.morning(letter_day(first, hours)))
