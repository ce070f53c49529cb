"""Done by the first date: what was promised for a day of the window, held against that first day."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from postmortems.actions.states import LET_GO, OPEN
from postmortems.insights.figure import ACTION, Behind, Definition, Figure, nothing, share
from postmortems.insights.rows import Promise
from postmortems.insights.window import Window

DEFINITION = Definition(
    "on-time",
    __("Done by the first date"),
    __("Do our promises come true when we said they would?"),
    __(
        "Action items that were promised, whose first date lies in the window: those that were done on it or before, "
        "out of all of them. The first date counts, however often it was moved. One that is open past it counts as "
        "not yet. What was declined, or is the same as another, leaves the count and stands beside it. Opened again, "
        "an action item keeps the day on which it was first done."
    ),
)


def measure(promises: Sequence[Promise], window: Window) -> Figure:
    due = [one for one in promises if window.holds(one.first_due_on) and not _has_today(one, window)]
    let_go = [one for one in due if one.state in LET_GO and not is_on_time(one)]
    counted = [one for one in due if one.state not in LET_GO or is_on_time(one)]
    on_time = [one for one in counted if is_on_time(one)]
    later = [one for one in counted if one.done_on and not is_on_time(one)]
    still = [one for one in counted if not one.done_on and one.state in OPEN]
    behind = (
        Behind("on-time", __("done by the first date"), ACTION, keys(on_time)),
        Behind("later", __("done later"), ACTION, keys(later)),
        Behind("open", __("open past the first date"), ACTION, keys(still)),
        Behind("let-go", __("declined, or the same as another"), ACTION, keys(let_go)),
    )
    if not counted:
        return nothing(_("Nothing that was promised had its first date in this time."))
    says = _("Done by the first date: %(share)s.") % {"share": share(len(on_time), len(counted))}
    if let_go:
        says += " " + ngettext("%d was let go.", "%d were let go.", len(let_go)) % len(let_go)
    rows = tuple((list_.label, list_.n) for list_ in behind)
    return Figure(says, len(counted), behind, (__("How it went"), __("Action items")), rows)


def _has_today(promise: Promise, window: Window) -> bool:
    """Open, and its first day is not over yet."""
    return promise.done_on is None and promise.first_due_on == window.today and promise.state in OPEN


def is_on_time(promise: Promise) -> bool:
    return promise.done_on is not None and promise.first_due_on is not None and promise.done_on <= promise.first_due_on


def keys(promises: Sequence[Promise]) -> tuple[int, ...]:
    return tuple(one.pk for one in promises)
