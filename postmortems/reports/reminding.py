"""Reminding those who facilitate, by the mail of the day, of reports that wait: of those of one morning together, never
in their words.
"""

import datetime as dt

from postmortems.mail.models import Delivery
from postmortems.mail.services import queue_all
from postmortems.reports.days import ANSWERED_WITHIN, hours_here
from postmortems.reports.models import Report
from postmortems.reports.people import answering
from postmortems.shared.hours import Hours

WAITING = "reports_waiting"
# Working days after the morning on which it was laid out: one before an answer was promised, and one after.
STEPS = (ANSWERED_WITHIN - 1, ANSWERED_WITHIN + 1)
BACK = 14  # calendar days; what was missed for longer stands on Home


def about(day: dt.date) -> str:
    return f"reports:{day}"


def remind_of_reports(now: dt.datetime) -> None:
    """Queue what is due this morning; asked again, it changes nothing. A query when nothing waits."""
    since = now.date() - dt.timedelta(days=BACK)
    waiting = Report.objects.filter(waits_since__gte=since).values_list("waits_since", flat=True)
    days = {day for day in waiting if day}
    if not days:
        return
    hours = hours_here()
    queue_all([row for day in sorted(days) for row in _rows(day, hours, now)])


def _rows(day: dt.date, hours: Hours, now: dt.datetime) -> list[Delivery]:
    due = [step for after in STEPS if hours.morning(step := hours.add(day, after)) <= now]
    if not due:
        return []
    people = answering(Report.objects.filter(waits_since=day).select_related("asked"))
    return [
        Delivery(kind=WAITING, about=about(day), recipient=person, local_date=due[-1], due_at=now) for person in people
    ]
