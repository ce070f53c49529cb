"""Whether somebody who needs a backup today would have one."""

import datetime as dt
from dataclasses import dataclass

from postmortems.operations.models import Backup
from postmortems.shared import clock

OLD = dt.timedelta(hours=26)  # each night, and two hours for a slow one


@dataclass(frozen=True)
class Backups:
    """The newest, and when a restore was last tried and succeeded; None where there was none in 90 days."""

    newest: Backup | None
    tried_at: dt.datetime | None

    @property
    def is_late(self) -> bool:
        return self.newest is None or clock.now() - self.newest.made_at > OLD

    @property
    def megabytes(self) -> float:
        return self.newest.size / 1_000_000 if self.newest else 0


def backups() -> Backups:
    """Two queries."""
    tried = Backup.objects.exclude(tried_at=None).order_by("-tried_at").first()
    return Backups(newest=Backup.objects.order_by("-made_at").first(), tried_at=tried.tried_at if tried else None)
