"""What was told in the demonstration: once without a name and answered, once confidentially, once by name."""

import datetime as dt
import tomllib
import uuid
from pathlib import Path
from typing import Any

from accounts.models import User
from postmortems.reports.code import hash_of
from postmortems.reports.days import hours_here
from postmortems.reports.models import Message, Report
from postmortems.reports.switch import ReportSwitch
from postmortems.reports.ways import Way
from postmortems.shared import clock

TOLD = Path(__file__).with_name("reports.toml")


def make_reports(people: dict[str, User]) -> None:
    """Once: where anything was told already, nothing is added. Few as they are, they take reports without a name."""
    ReportSwitch.objects.get_or_create(pk=1, defaults={"anonymous": True})
    if Report.objects.exists():
        return
    hours, today = hours_here(), clock.today(hours_here().zone)
    for row in tomllib.loads(TOLD.read_text())["reports"]:
        shown_on = hours.add(today, -row["working_days_ago"])
        _make(row, people, shown_on, answered_on=hours.add(shown_on, 1))


def _make(row: dict[str, Any], people: dict[str, User], shown_on: dt.date, *, answered_on: dt.date) -> None:
    is_anonymous, answer = row["way"] == Way.ANONYMOUS, row.get("answer")
    report = Report.objects.create(
        way=row["way"],
        matter=row["matter"],
        reporter=None if is_anonymous else people[row["by"]],
        code=hash_of(row["code"]) if is_anonymous else None,
        happened=row["happened"],
        place=row["place"],
        helps=row["helps"],
        shown_on=shown_on,
        waits_since=None if answer else shown_on,
        asked=people[row["answered_by"]] if answer else None,
    )
    if answer:
        writer = people[row["answered_by"]]
        Message.objects.create(
            pk=uuid.uuid4(), report=report, position=1, writer=writer, body=answer, shown_on=answered_on
        )
