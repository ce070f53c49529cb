"""On which day a report is read first, and by when it is answered: working days of the organisation, never moments."""

import datetime as dt

from accounts.models import WEEKDAYS, Organisation, TimeOff
from postmortems.shared.hours import Hours
from postmortems.shared.public_holidays import NONE

ANSWERED_WITHIN = 3  # working days after the morning on which it was laid out (PRACTICE.md)


def hours_here(organisation: Organisation | None = None) -> Hours:
    """The working days and the morning of the organisation. Two queries, one where its settings are at hand."""
    organisation = organisation or Organisation.current()
    off = TimeOff.lately().filter(user=None)
    return Hours(
        zone=organisation.zone,
        starts=dt.time(9, 0),
        ends=dt.time(17, 0),
        days=tuple(WEEKDAYS),
        mail_at=organisation.mail_at,
        place="" if organisation.holiday_place == NONE else organisation.holiday_place,
        off=tuple((span.first_on, span.last_on) for span in off),
    )


def laid_out_on(now: dt.datetime, hours: Hours) -> dt.date:
    """The working day after this one: whatever is told on a Friday, Saturday or Sunday has the same."""
    return hours.add(hours.day_of(now), 1)


def answered_by(day: dt.date, hours: Hours) -> dt.date:
    """The day by which what was laid out on `day` has an answer."""
    return hours.add(day, ANSWERED_WITHIN)


def last_morning(now: dt.datetime, hours: Hours) -> dt.date:
    """The latest day whose morning has come: what was laid out on it or before can be read."""
    today = hours.day_of(now)
    return today if hours.morning(today) <= now else today - dt.timedelta(days=1)
