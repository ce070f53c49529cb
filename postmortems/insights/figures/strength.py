"""How little our plans lean on memory and attention."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.actions.strength import Strength
from postmortems.insights.charts.columns import Column, Columns
from postmortems.insights.figure import FEWEST, REVIEW, Behind, Definition, Figure, nothing, share
from postmortems.insights.rows import Promise
from postmortems.insights.window import Window

ORDER = (Strength.STRONGER, Strength.MIDDLE, Strength.WEAKER, None)
KINDS = ("stronger", "middle-part", "weaker", "unsaid")
DEFINITION = Definition(
    "strength",
    __("How strong plans are"),
    __("Do our plans take away the path, or ask people to remember?"),
    __(
        "Reviews with at least one stronger or middle action item that was promised in the window, out of the reviews "
        "with any. The columns count the action items of each quarter by strength; one whose strength nobody said is "
        "shown as that."
    ),
)


def measure(promises: Sequence[Promise], window: Window) -> Figure:
    taken = [one for one in promises if window.holds(one.accepted_on)]
    if not taken:
        return nothing(_("Nothing was promised in this time."))
    reviews = dict.fromkeys(one.review for one in taken)
    firm = dict.fromkeys(one.review for one in taken if (one.strength or 0) >= Strength.MIDDLE)
    behind = (
        Behind("firm", __("with a stronger or middle action item"), REVIEW, tuple(firm)),
        Behind(
            "weaker", __("with weaker ones alone, or not said"), REVIEW, tuple(pk for pk in reviews if pk not in firm)
        ),
    )
    names = (_("stronger"), _("middle"), _("weaker"), _("not said"))
    columns = _quarters(taken)
    says = _("Reviews with a promise that does not lean on memory alone: %(share)s.") % {
        "share": share(len(firm), len(reviews))
    }
    return Figure(
        says,
        len(reviews),
        behind,
        (__("Quarter"), *names),
        tuple((column.name, *column.parts) for column in columns),
        picture=Columns(columns, KINDS, names) if len(taken) >= FEWEST else None,
    )


def _quarters(taken: Sequence[Promise]) -> list[Column]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for one in sorted(taken, key=lambda one: one.accepted_on or dt.date.min):
        if one.accepted_on:
            strength = Strength(one.strength) if one.strength else None
            counts[quarter(one.accepted_on)][ORDER.index(strength)] += 1
    return [Column(name, tuple(parts)) for name, parts in counts.items()]


def quarter(day: dt.date) -> str:
    """ "2026 Q4"."""
    return f"{day.year} Q{(day.month + 2) // 3}"
