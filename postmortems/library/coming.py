"""Whether the coming letter reaches somebody by mail, and when: said beside what it would bring."""

import datetime as dt
from dataclasses import dataclass

from accounts.models import User
from postmortems.followup.facts import Terms
from postmortems.followup.lists import letter_day, readers
from postmortems.library.letters import Letter
from postmortems.library.spans import Span
from postmortems.mail.topics import Topic


@dataclass(frozen=True)
class Coming:
    """`at`: the morning of its mail; None for who does not get it so. One of the rest says why."""

    at: dt.datetime | None = None
    is_off: bool = False
    is_quiet: bool = False


def coming(letter: Letter, person: User, span: Span, terms: Terms) -> Coming:
    """Of the letter about this time, which goes out when it is over; two queries."""
    if not letter.goes_out(terms.rules):
        return Coming(is_off=True)
    if not readers(terms).filter(pk=person.pk).exists():
        return Coming()
    if Topic.LETTER in person.quiet_topics:
        return Coming(is_quiet=True)
    hours = person.hours(terms.organisation)
    return Coming(hours.morning(letter_day(span.after.first, hours)))
