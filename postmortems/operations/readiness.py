"""Whether the whole installation works, not only the process that is asked (RELIABILITY.md rule 25)."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import DurationField, ExpressionWrapper, F, Min
from django.db.models.functions import Greatest, Now
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.mail.models import Delivery
from postmortems.operations.models import Heartbeat
from postmortems.operations.services import BEAT, WORKER
from postmortems.shared import clock

SILENCE = dt.timedelta(minutes=3)  # a worker or beat that was not heard for longer is taken for lost
LATE = dt.timedelta(minutes=5)  # a message that waits for longer than this past its time
LABELS: dict[str, str | Promise] = {
    "database": _("Database"),
    "migrations": _("Its tables"),
    "mail": _("Mail leaves in time"),
    WORKER: _("Worker, which sends and reminds"),
    BEAT: _("Beat, which tells the worker to look"),
    "disk": _("Room on the disk"),
}
LEAST_FREE = 0.10  # of the disk that DATA_DIR lies on


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. `fault` says in a few words what is wrong; empty when nothing is."""

    name: str
    fault: str = ""

    @property
    def label(self) -> str | Promise:
        return LABELS[self.name]

    def __str__(self) -> str:
        return f"{self.name}: {self.fault or 'ok'}"


def readiness() -> list[Check]:
    """Everything that is looked at; without the database, the database alone."""
    try:
        return list(_all())
    except Error as error:
        return [Check("database", type(error).__name__)]


def _all() -> Iterator[Check]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield Check("database")
    yield Check("migrations", "" if _are_migrations_applied() else "some are not applied")
    yield Check("mail", _mail())
    yield from process_checks()
    yield Check("disk", _disk())


def process_checks() -> list[Check]:
    """The processes that nobody looks at, by when they were last heard. One query."""
    ages = process_ages()
    return [Check(name, _silence(ages.get(name))) for name in (WORKER, BEAT)]


def process_ages() -> dict[str, dt.timedelta]:
    """How long ago each process was heard, by the database's clock; who never was is missing. One query."""
    age = ExpressionWrapper(Now() - F("beaten_at"), output_field=DurationField())
    return dict(Heartbeat.objects.annotate(age=age).values_list("name", "age"))


def remembered(question: Callable[[], bool]) -> Callable[[], bool]:
    """Ask until the answer is yes; a process does not lose migrations that were applied."""
    known = False

    def answer() -> bool:
        nonlocal known
        known = known or question()
        return known

    return answer


@remembered
def _are_migrations_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _mail() -> str:
    waits = oldest_due()
    return f"a message is {_minutes(waits)} late" if waits > LATE else ""


def oldest_due() -> dt.timedelta:
    """How long the mail that has waited longest is past its time."""
    now = clock.now()
    waiting = Delivery.objects.filter(status=Delivery.Status.WAITING, due_at__lte=now)
    first = waiting.aggregate(first=Min(Greatest("due_at", "waits_until")))["first"]
    return max(now - first, dt.timedelta(0)) if first else dt.timedelta(0)


def _silence(age: dt.timedelta | None) -> str:
    if age is None:
        return "never heard"
    return f"not heard for {_minutes(age)}" if age > SILENCE else ""


def _disk() -> str:
    try:
        usage = shutil.disk_usage(settings.DATA_DIR)
    except OSError as error:
        return type(error).__name__
    free = usage.free / usage.total
    return f"{free:.0%} free" if free < LEAST_FREE else ""


def _minutes(length: dt.timedelta) -> str:
    return f"{length // dt.timedelta(minutes=1)} min"
