"""How long each part of an incident took, every one a dot: durations have no mean that means anything."""

import statistics
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.insights.charts.dots import Dot, Dots, Lane
from postmortems.insights.figure import FEWEST, REVIEW, Behind, Definition, Figure, nothing
from postmortems.insights.rows import Happened
from postmortems.reviews.intervals import Interval, Measure, intervals
from postmortems.shared.durations import in_words

# PRACTICE.md section 6: each part from the end of the one before it, and the whole.
PARTS = (
    Measure(__("to notice"), "detect", "detected_at", "started_at"),
    Measure(__("to have someone on it"), "engage", "acknowledged_at", "detected_at"),
    Measure(__("to ease it"), "ease", "mitigated_at", "acknowledged_at"),
    Measure(__("from onset to over"), "restore", "resolved_at", "started_at"),
)
DEFINITION = Definition(
    "intervals",
    __("How long the parts took"),
    __("Where do the minutes go?"),
    __(
        "For each incident that was put on record in the window: noticed − onset, someone on it − noticed, eased − "
        "someone on it, over − onset, in minutes. The middle one and the range of each; a stamp that is missing or "
        "stands before the one it is held against makes the part unknown, never 0."
    ),
)


class Timed:
    """One part of all these incidents: those of which it is known how long it took, and those of which it is not."""

    def __init__(self, part: Measure, of: Sequence[tuple[Happened, Interval]]) -> None:
        self.part = part
        self.known = [(one, length) for one, length in of if length.minutes is not None]
        self.unknown = [one for one, length in of if length.minutes is None]
        self.minutes = sorted(length.minutes for _one, length in self.known if length.minutes is not None)

    @property
    def middle(self) -> str:
        """The middle one of an even number lies between two: whole minutes, halves downwards."""
        return in_words(int(statistics.median(self.minutes)))

    @property
    def lane(self) -> Lane:
        dots = [Dot(length.minutes or 0, one.ref, one.title, length.is_about) for one, length in self.known]
        middle = _("middle one %s") % self.middle if dots else ""
        unknown = _("%d unknown") % len(self.unknown) if self.unknown else ""
        return Lane(str(self.part.name), " · ".join(filter(None, (middle, unknown))), dots)

    @property
    def row(self) -> tuple[str | int, ...]:
        if not self.minutes:
            return (str(self.part.name), "–", "–", "–", 0, len(self.unknown))
        ends = in_words(self.minutes[0]), in_words(self.minutes[-1])
        return (str(self.part.name), self.middle, *ends, len(self.minutes), len(self.unknown))

    @property
    def behind(self) -> tuple[Behind, Behind]:
        known = tuple(dict.fromkeys(one.review for one, _length in self.known))
        unknown = tuple(dict.fromkeys(one.review for one in self.unknown))
        return (
            Behind(f"{self.part.short}-known", f"{self.part.name}: {_('known')}", REVIEW, known),
            Behind(f"{self.part.short}-unknown", f"{self.part.name}: {_('unknown')}", REVIEW, unknown),
        )


def measure(incidents: Sequence[Happened]) -> Figure:
    if not incidents:
        return nothing(_("Nothing was put on record in this time."))
    found = [(one, intervals(one.stamps, about=one.about, measures=PARTS)) for one in incidents]
    parts = [Timed(part, [(one, lengths[place]) for one, lengths in found]) for place, part in enumerate(PARTS)]
    known = max(len(part.minutes) for part in parts)
    return Figure(
        _says(parts),
        known,
        tuple(one for part in parts for one in part.behind),
        (__("Part"), __("Middle one"), __("From"), __("To"), __("Known"), __("Unknown")),
        tuple(part.row for part in parts),
        picture=Dots([part.lane for part in parts], "minutes") if known >= FEWEST else None,
    )


def _says(parts: Sequence[Timed]) -> str:
    told = [f"{timed.part.name} {timed.middle}" for timed in parts if timed.minutes]
    if not told:
        return _("No incident has the stamps for it yet.")
    return _("The middle incident took: %(parts)s.") % {"parts": ", ".join(told)}
