"""How long each part of an incident took, by its stamps. Pure.

The four intervals and their names are those in common use (IMPORTS.md section 2). A missing or reversed stamp gives
none: not known is never 0.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "started_at": _("onset"),
    "detected_at": _("noticed"),
    "acknowledged_at": _("someone on it"),
    "mitigated_at": _("eased"),
    "resolved_at": _("over"),
}
MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Measure:
    """An interval by its name, from one stamp to another."""

    name: str | Promise
    short: str
    until: str
    since: str


MEASURES = (
    Measure(_("Time to detect"), "TTD", "detected_at", "started_at"),
    Measure(_("Time to acknowledge"), "TTA", "acknowledged_at", "detected_at"),
    Measure(_("Time to mitigate"), "TTM", "mitigated_at", "started_at"),
    Measure(_("Time to resolve"), "TTR", "resolved_at", "started_at"),
)


class Interval(NamedTuple):
    """A measure of one incident: whole minutes, or None: its stamps that are `missing`, or the second is before the
    first. `is_about`: one of its stamps is an estimate.
    """

    measure: Measure
    minutes: int | None
    missing: tuple[str, ...] = ()
    is_about: bool = False

    @property
    def why_not(self) -> str:
        """Why nobody knows it; empty where it is known. Put into words only where it is asked for."""
        if self.missing:
            return __("not known: %(stamps)s") % {"stamps": ", ".join(str(WORDS[name]) for name in self.missing)}
        later = {"first": WORDS[self.measure.until], "second": WORDS[self.measure.since]}
        return __("“%(first)s” stands before “%(second)s”") % later if self.minutes is None else ""

    @property
    def formula(self) -> str:
        """What is taken from what, as the page says it: "noticed − onset"."""
        return f"{WORDS[self.measure.until]} − {WORDS[self.measure.since]}"


def intervals(
    stamps: Mapping[str, dt.datetime | None], *, about: Collection[str] = (), measures: Sequence[Measure] = MEASURES
) -> list[Interval]:
    """These measures of an incident with these stamps; the four in common use unless others are asked for."""
    return [_interval(measure, stamps, about) for measure in measures]


def _interval(measure: Measure, stamps: Mapping[str, dt.datetime | None], about: Collection[str]) -> Interval:
    since, until = stamps.get(measure.since), stamps.get(measure.until)
    if since is None or until is None:
        return Interval(measure, None, tuple(name for name in (measure.since, measure.until) if not stamps.get(name)))
    if until < since:
        return Interval(measure, None)
    minutes = (until - since) // MINUTE
    return Interval(measure, minutes, is_about=measure.since in about or measure.until in about)
