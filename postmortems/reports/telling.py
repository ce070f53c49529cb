"""What a reporter does: tells it, and comes back with a word more.

Nothing here writes into another table: no audit row, no message in the outbox, no notice. What follows from a report
follows in the morning, for all of them together.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from accounts.models import User
from postmortems.reports.code import hash_of
from postmortems.reports.days import hours_here, laid_out_on
from postmortems.reports.models import Message, Report
from postmortems.reports.sheet import Sheet
from postmortems.reports.ways import Way
from postmortems.shared import clock


class OtherWords(Exception):
    """This form was sent before, with other words."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """The three fields, and what kind of thing it is."""

    matter: str
    happened: str
    place: str = ""
    helps: str = ""


def tell(*, told: Told, way: str, reporter: User, key: uuid.UUID) -> Report:
    """By name or confidentially. The same `key` of the same person again gives the report it made first."""
    report, _is_new = Report.objects.get_or_create(
        pk=key, reporter=reporter, defaults={"way": way, **vars(told), **_days()}
    )
    return report


def tell_without_name(*, told: Told, sheet: Sheet) -> Report:
    """The same sheet sent twice is one report. Raises OtherWords where it says something else by now."""
    defaults = {"way": Way.ANONYMOUS, "code": hash_of(sheet.code), **vars(told), **_days()}
    report, is_new = Report.objects.get_or_create(pk=sheet.key, defaults=defaults)
    if not is_new and (report.happened, report.place, report.helps) != (told.happened, told.place, told.helps):
        raise OtherWords
    return report


def _days() -> dict[str, dt.date]:
    day = laid_out_on(clock.now(), hours_here())
    return {"shown_on": day, "waits_since": day}


@transaction.atomic
def say_more(*, report: Report, body: str, key: uuid.UUID) -> None:
    """The reporter's word more; it waits for an answer. The same `key` again changes nothing."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if Message.objects.filter(pk=key).exists():
        return
    day = laid_out_on(clock.now(), hours_here())
    place = report.messages.count() + 1
    Message.objects.create(pk=key, report=report, position=place, body=body, shown_on=day)
    # The row was touched just now: it is mixed again tonight.
    waits_since = Coalesce(F("waits_since"), day)
    Report.objects.filter(pk=report.pk).update(waits_since=waits_since, is_mixed=False)
