"""The organisation's levels of severity: reading them, and saying them anew."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.audit.services import record
from postmortems.reviews.models import Incident
from postmortems.reviews.severity import LEVELS, FormerSeverity, Severity
from postmortems.shared import clock


@dataclass(frozen=True)
class Level:
    """A level as people read it. `name` is empty where the organisation has no word for it."""

    number: int
    name: str = ""
    means: str = ""
    used: int = 0
    former: tuple[FormerSeverity, ...] = ()

    @property
    def label(self) -> str:
        return self.name or numbered(self.number)


def numbered(level: int) -> str:
    """What a level without a name is called."""
    return _("Severity %(n)s") % {"n": level}


def choices(*, standing: int | None = None) -> list[tuple[int, str]]:
    """The levels to choose from, the worst first; without own words all five by number. The one that stands is always
    among them. One query.
    """
    named = {row.level: row for row in Severity.objects.all()}
    shown = [level for level in LEVELS if not named or level in named or level == standing]
    return [(level, _said(named.get(level), level)) for level in shown]


def _said(row: Severity | None, level: int) -> str:
    if row is None:
        return numbered(level)
    return f"{row.name}: {row.means}" if row.means else row.name


def levels() -> list[Level]:
    """All five with how many incidents carry them, and what they were called before. Three queries."""
    named = {row.level: row for row in Severity.objects.all()}
    used = dict(Incident.objects.order_by().values_list("severity").annotate(n=Count("pk")))
    former: dict[int, list[FormerSeverity]] = {level: [] for level in LEVELS}
    for row in FormerSeverity.objects.all():
        former[row.level].append(row)
    return [
        Level(
            number=level,
            name=named[level].name if level in named else "",
            means=named[level].means if level in named else "",
            used=used.get(level, 0),
            former=tuple(former[level]),
        )
        for level in LEVELS
    ]


@transaction.atomic
def save_levels(*, said: Mapping[int, tuple[str, str]], actor: User) -> None:
    """Call the levels as `said` (name, meaning by number); an empty name ends a word. What was called otherwise before
    is kept with its last day, and no incident changes its number.
    """
    standing = {row.level: row for row in Severity.objects.select_for_update()}
    changed = [level for level in LEVELS if said.get(level, ("", "")) != _pair(standing.get(level))]
    for level in changed:
        name, means = said.get(level, ("", ""))
        before = standing.get(level)
        if before and before.name != name:
            FormerSeverity.objects.create(level=level, name=before.name, until=clock.now())
        if name:
            Severity.objects.update_or_create(level=level, defaults={"name": name, "means": means})
        else:
            Severity.objects.filter(level=level).delete()
    if changed:
        fields = tuple(f"severity {level}" for level in changed)
        record(verb="named severities", chain="organisation:1", actor=actor, fields=fields)


def _pair(row: Severity | None) -> tuple[str, str]:
    return (row.name, row.means) if row else ("", "")
