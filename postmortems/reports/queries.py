"""Reports as those see them who may."""

from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Count, Q, QuerySet

from accounts.models import User
from postmortems.reports.code import hash_of
from postmortems.reports.days import answered_by, hours_here, last_morning
from postmortems.reports.models import Message, Report
from postmortems.shared import clock
from postmortems.shared.hours import Hours

MOST = 100


@dataclass(frozen=True)
class Line:
    """A report as a list shows it, with the day by which it has an answer."""

    report: Report
    answer_by: object


def laid_out(hours: Hours | None = None) -> QuerySet[Report]:
    """What lies there for those who facilitate: everything up to the last morning. Of one day in no order."""
    until = last_morning(clock.now(), hours or hours_here())
    return Report.objects.filter(shown_on__lte=until).order_by("-shown_on", "pk")


def listed() -> tuple[list[Line], list[Line]]:
    """What waits for an answer, the longest first, and the rest. Four queries."""
    hours = hours_here()
    rows = laid_out(hours).select_related("asked", "review", "reporter").fetch_mode(FETCH_RAISE)
    until = last_morning(clock.now(), hours)
    waiting = rows.filter(waits_since__lte=until).order_by("waits_since", "pk")[:MOST]
    done = rows.exclude(waits_since__lte=until)[:MOST]
    return _lines(list(waiting), hours), _lines(list(done), hours)


def _lines(reports: list[Report], hours: Hours) -> list[Line]:
    return [Line(report, answered_by(report.waits_since, hours) if report.waits_since else None) for report in reports]


def waiting_for(user: User) -> int:
    """How many reports this person is asked to answer; for Home. No query for who does not facilitate, one when nothing
    waits, otherwise three.
    """
    if not user.is_facilitator:
        return 0
    with_somebody_else = Q(asked__is_active=True, asked__is_facilitator=True) & ~Q(asked=user)
    rows = Report.objects.filter(waits_since__isnull=False)
    rows = rows.exclude(pk__in=rows.filter(with_somebody_else)).order_by()
    waiting = dict(rows.values_list("waits_since").annotate(count=Count("pk")))
    until = last_morning(clock.now(), hours_here()) if waiting else None
    return sum(count for day, count in waiting.items() if until and day <= until)


def thread_of(report: Report, *, for_facilitator: bool) -> list[Message]:
    """What was said since. The reporter's own new words lie there for others from their morning on."""
    rows = report.messages.select_related("writer").fetch_mode(FETCH_RAISE)
    if for_facilitator:
        rows = rows.exclude(writer=None, shown_on__gt=last_morning(clock.now(), hours_here()))
    return list(rows)


def of_person(user: User) -> QuerySet[Report]:
    """What this person told by name or confidentially."""
    return Report.objects.filter(reporter=user).select_related("review").order_by("-shown_on", "pk")


def of_code(code: str) -> Report | None:
    """The report of this receipt. Reading it changes nothing."""
    return Report.objects.select_related("review").filter(code=hash_of(code)).first() if code else None
