"""How safe it felt to speak, meeting by meeting, for whoever ran it."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.insights.figure import FEWEST, REVIEW, Behind, Definition, Figure, Words, nothing
from postmortems.insights.rows import Hour

ANSWERS = (1, 2, 3, 4, 5)
DEFINITION = Definition(
    "safety",
    __("Safe to speak"),
    __("In the meetings that you ran, could people say what they saw?"),
    __(
        "How often 1, 2, 3, 4 and 5 were answered at the start of each meeting of the window that you ran, where five "
        "people or more answered. Nobody else sees these numbers, and no two groups are compared. The counts of a "
        "meeting are forgotten after 90 days."
    ),
)


def measure(hours: Sequence[Hour]) -> Figure:
    told = [hour for hour in hours if hour.is_mine and sum(_of(hour).values()) >= FEWEST]
    if not told:
        return nothing(_("No meeting that you ran in this time has five answers. Fewer are shown to nobody."))
    everything = sum((_of(hour) for hour in told), Counter[int]())
    n = sum(everything.values())
    low = sum(everything[value] for value in ANSWERS[:2])
    says = _("%(n)d answers, %(low)d of them a 1 or a 2.") % {"n": n, "low": low}
    head: tuple[Words, ...] = (__("Meeting of"), *map(str, ANSWERS))
    rows = tuple(map(_row, told))
    reviews = tuple(dict.fromkeys(review for hour in told for review in hour.reviews))
    behind = (Behind("meetings", __("reviews of these meetings"), REVIEW, reviews),)
    return Figure(says, n, behind, head, rows, (_("Only you read this: it is about the hour, not about anybody."),))


def _row(hour: Hour) -> tuple[Words | int, ...]:
    return (hour.ended_on.isoformat(), *(_of(hour)[value] for value in ANSWERS))


def _of(hour: Hour) -> Counter[int]:
    return Counter(hour.tallies.get("safety", {}))
