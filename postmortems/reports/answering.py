"""What those who facilitate do with a report: take it on, take out what tells who wrote it, answer.

The record keeps that they did. It does not keep that a report came.
"""

import uuid

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.mail.services import queue
from postmortems.reports.models import Message, Report
from postmortems.reports.telling import Told
from postmortems.shared import clock

CHAIN = "reports"
ANSWERED = "report_answered"


def target_of(report: Report) -> str:
    """How the record and the outbox call it."""
    return f"report:{report.pk.hex}"


@transaction.atomic
def take_on(*, report: Report, actor: User) -> None:
    """From now on this person is asked to answer, nobody else."""
    report = locked(report)
    report.asked = actor
    report.save(update_fields=["asked"])
    record(verb="took a report on", chain=CHAIN, actor=actor, target=target_of(report))


@transaction.atomic
def answer(*, report: Report, body: str, key: uuid.UUID, actor: User) -> None:
    """Say something to the reporter. Whoever gave a name is told that it is there; the others come with their code."""
    report = locked(report)
    if Message.objects.filter(pk=key).exists():
        return
    today = clock.now().date()
    place = report.messages.count() + 1
    Message.objects.create(pk=key, report=report, position=place, writer=actor, body=body, shown_on=today)
    report.waits_since, report.asked = None, report.asked or actor
    report.save(update_fields=["waits_since", "asked"])
    record(verb="answered a report", chain=CHAIN, actor=actor, target=target_of(report))
    if report.reporter:
        day = clock.today(report.reporter.zone)
        queue(kind=ANSWERED, about=target_of(report), recipient=report.reporter, local_date=day, due_at=clock.now())


@transaction.atomic
def redact(*, report: Report, told: Told, actor: User) -> None:
    """Put these words in the place of the reporter's, which are gone then."""
    report = locked(report)
    report.happened, report.place, report.helps, report.was_redacted = told.happened, told.place, told.helps, True
    report.save(update_fields=["happened", "place", "helps", "was_redacted"])
    record(verb="redacted a report", chain=CHAIN, actor=actor, target=target_of(report), fields=("words",))


@transaction.atomic
def redact_message(*, message: Message, body: str, actor: User) -> None:
    """The same for a word that came later."""
    report = locked(message.report)
    report.messages.filter(pk=message.pk, writer=None).update(body=body)
    record(verb="redacted a report", chain=CHAIN, actor=actor, target=target_of(report), fields=("message",))


def locked(report: Report) -> Report:
    """The row as it is now, held until the transaction ends."""
    return Report.objects.select_for_update(of=("self",)).select_related("reporter", "asked", "review").get(
        pk=report.pk
    )  # fmt: skip
