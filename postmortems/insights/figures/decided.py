"""How long it takes to decide how much review something is worth."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from postmortems.insights.figure import REVIEW, Behind, Definition, Figure, nothing
from postmortems.insights.rows import Told
from postmortems.insights.spread import in_working_days, spread
from postmortems.insights.window import Window, working_days

LONG = 10  # days without a decision (PRACTICE.md section 6)
DEFINITION = Definition(
    "decided",
    __("Until it is decided"),
    __("How soon do we say how much review it is worth?"),
    __(
        "Working days from putting it on record to the first decision on its depth, over what was put on record in the "
        "window: the middle one. Beside it: how many have waited for more than ten working days, and how many were "
        "decided on a day that nobody wrote down."
    ),
)


def measure(reviews: Sequence[Told], window: Window, *, place: str = "") -> Figure:
    filed = [one for one in reviews if window.holds(one.filed_on)]
    if not filed:
        return nothing(_("Nothing was put on record in this time."))
    took = {
        one.pk: working_days(one.filed_on, one.decided_on, place=place)
        for one in filed
        if one.decided_on and one.decided_on >= one.filed_on
    }
    waits = [one for one in filed if not one.is_decided]
    long = [one.pk for one in waits if working_days(one.filed_on, window.today, place=place) > LONG]
    behind = (
        Behind("decided", __("decided"), REVIEW, tuple(took)),
        Behind("waiting", __("not decided yet"), REVIEW, tuple(one.pk for one in waits)),
        Behind("long", __("waiting for more than ten working days"), REVIEW, tuple(long)),
        Behind(
            "unknown",
            __("decided, the day unknown"),
            REVIEW,
            tuple(one.pk for one in filed if one.is_decided and one.pk not in took),
        ),
    )
    found = spread(list(took.values()))
    says = _("No decision has a day yet.")
    if found:
        says = _("The middle one of %(n)d was decided after %(middle)s.") % {
            "n": found.n,
            "middle": in_working_days(found.middle),
        }
    if long:
        says += " " + ngettext(
            "%d has waited for more than ten.", "%d have waited for more than ten.", len(long)
        ) % len(long)
    return Figure(
        says, found.n if found else 0, behind, (__("Depth"), __("Reviews")), tuple((b.label, b.n) for b in behind)
    )
