"""What got another date, and what was in the way."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.actions.states import InTheWay
from postmortems.insights.figure import ACTION, Behind, Definition, Figure, nothing, share
from postmortems.insights.figures.on_time import keys
from postmortems.insights.rows import Promise
from postmortems.insights.window import Window

DEFINITION = Definition(
    "re-planned",
    __("Re-planned"),
    __("How often does a date move, and what is in the way?"),
    __(
        "Action items that were promised, whose first date lies in the window: those whose date moved once or more, "
        "out of all of them. What was in the way is counted once for each move."
    ),
)


def measure(promises: Sequence[Promise], window: Window) -> Figure:
    due = [one for one in promises if window.holds(one.first_due_on)]
    moved = [one for one in due if one.moves]
    kept = [one for one in due if not one.moves]
    if not due:
        return nothing(_("Nothing that was promised had its first date in this time."))
    reasons = Counter(reason for one in moved for reason in one.moves)
    rows = tuple((InTheWay(name).label if name else _("not said"), count) for name, count in reasons.most_common())
    behind = (
        Behind("moved", __("moved once or more"), ACTION, keys(moved)),
        Behind("kept", __("never moved"), ACTION, keys(kept)),
    )
    says = _("Got another date: %(share)s.") % {"share": share(len(moved), len(due))}
    if rows and rows[0][0]:
        says += " " + _("Most often in the way: %(reason)s.") % {"reason": rows[0][0]}
    return Figure(says, len(due), behind, (__("In the way"), __("Moves")), rows)
