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


def measure(incidents: Sequence[Happened]) -> Figure:
    if not incidents:
        return nothing(_("Nothing was put on record in this time."))
    found = [(one, intervals(one.stamps, about=one.about, measures=PARTS)) for one in incidents]
    parts = [[(one, lengths[place]) for one, lengths in found] for place in range(len(PARTS))]
    lanes = [_lane(part, of) for part, of in zip(PARTS, parts, strict=True)]
    known = max(len(lane.dots) for lane in lanes)
    behind = tuple(
        Behind(f"{part.short}-{name}", f"{part.name}: {words}", REVIEW, tuple(dict.fromkeys(keys)))
        for part, of in zip(PARTS, parts, strict=True)
        for name, words, keys in (
            ("known", _("known"), [one.review for one, length in of if length.minutes is not None]),
            ("unknown", _("unknown"), [one.review for one, length in of if length.minutes is None]),
        )
    )
    return Figure(
        _says(lanes, parts),
        known,
        behind,
        (__("Part"), __("Middle one"), __("From"), __("To"), __("Known"), __("Unknown")),
        tuple(_row(part, of) for part, of in zip(PARTS, parts, strict=True)),
        picture=Dots(lanes, "minutes") if known >= FEWEST else None,
    )


def _minutes(of: Sequence[tuple[Happened, Interval]]) -> list[int]:
    return [length.minutes for _one, length in of if length.minutes is not None]


def _lane(part: Measure, of: Sequence[tuple[Happened, Interval]]) -> Lane:
    dots = [
        Dot(length.minutes, one.ref, one.title, length.is_about) for one, length in of if length.minutes is not None
    ]
    unknown = len(of) - len(dots)
    middle = _("middle one %s") % _middle(of) if dots else ""
    says = " · ".join(words for words in (middle, _("%d unknown") % unknown if unknown else "") if words)
    return Lane(str(part.name), says, dots)


def _middle(of: Sequence[tuple[Happened, Interval]]) -> str:
    """The middle one of an even number lies between two: whole minutes, halves downwards."""
    return in_words(int(statistics.median(_minutes(of))))


def _row(part: Measure, of: Sequence[tuple[Happened, Interval]]) -> tuple[str | int, ...]:
    known = _minutes(of)
    if not known:
        return (str(part.name), "–", "–", "–", 0, len(of))
    return (str(part.name), _middle(of), in_words(min(known)), in_words(max(known)), len(known), len(of) - len(known))


def _says(lanes: Sequence[Lane], parts: Sequence[Sequence[tuple[Happened, Interval]]]) -> str:
    told = [f"{lane.name} {_middle(of)}" for lane, of in zip(lanes, parts, strict=True) if lane.dots]
    if not told:
        return _("No incident has the stamps for it yet.")
    return _("The middle incident took: %(parts)s.") % {"parts": ", ".join(told)}
