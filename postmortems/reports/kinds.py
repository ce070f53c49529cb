"""Two messages: that reports wait, and that one's own has an answer. Neither says a word of what was told."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from postmortems.mail import kinds
from postmortems.mail.kinds import Matter
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.reports.answering import ANSWERED
from postmortems.reports.days import answered_by, hours_here
from postmortems.reports.models import Report
from postmortems.reports.people import answering
from postmortems.reports.reminding import WAITING
from postmortems.shared.hours import Hours


def waiting(rows: Sequence[Delivery]) -> dict[int, Matter]:
    """As long as something of that morning waits, and this person is asked. Four queries."""
    days = {row.about: dt.date.fromisoformat(row.about.partition(":")[2]) for row in rows}
    reports = list(Report.objects.filter(waits_since__in=set(days.values())).select_related("asked"))
    asked = {
        day: {person.pk for person in answering(report for report in reports if report.waits_since == day)}
        for day in days.values()
    }
    hours = hours_here()
    return {
        row.pk: Matter(_standing(days[row.about], hours), row.recipient_id in asked[days[row.about]])
        for row in rows
        if row.recipient.is_facilitator
    }


def _standing(day: dt.date, hours: Hours) -> dict[str, Any]:
    return {"link": settings.BASE_URL + reverse("reports"), "day": answered_by(day, hours)}


def answered(rows: Sequence[Delivery]) -> dict[int, Matter]:
    """For its reporter alone. One query."""
    keys = {row.about.partition(":")[2] for row in rows}
    reports = {report.pk.hex: report for report in Report.objects.filter(pk__in=keys)}
    found = {}
    for row in rows:
        report = reports.get(row.about.partition(":")[2])
        if report and report.reporter_id == row.recipient_id:
            link = settings.BASE_URL + reverse("my-report", args=[report.pk])
            found[row.pk] = Matter({"link": link}, report.waits_since is None)
    return found


def register_all() -> None:
    """Called when the application starts."""
    digest = kinds.Timing.DIGEST
    kinds.register(kinds.Kind(name=WAITING, matters=waiting, timing=digest, topic=Topic.REVIEWS))
    kinds.register(kinds.Kind(name=ANSWERED, matters=answered, timing=digest, topic=Topic.FOLLOWED))
