"""How soon what was promised is done: the estimate of Kaplan and Meier, which uses what is still open as well."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.insights.charts.curve import Curve
from postmortems.insights.figure import ACTION, FEWEST, Behind, Definition, Figure, nothing
from postmortems.insights.rows import Promise
from postmortems.insights.window import Window

MARKS = (30, 60, 90)  # days (PRACTICE.md section 6)
DEFINITION = Definition(
    "completion",
    __("How soon promises are kept"),
    __("Of what we promise, how much is done after one, two, three months?"),
    __(
        "The Kaplan-Meier estimate of the share that is done within 30, 60 and 90 days of the promise, over action "
        "items that were promised in the window. What is open counts as open until today, what was let go until that "
        "day. Days are calendar days."
    ),
)


class Span(NamedTuple):
    """How many days after the promise it was done, or until when nobody had seen it done."""

    days: int
    is_done: bool


def measure(promises: Sequence[Promise], window: Window) -> Figure:
    begun = [one for one in promises if window.holds(one.accepted_on)]
    spans = {one.pk: _span(one, window) for one in begun}
    done = tuple(pk for pk, span in spans.items() if span.is_done)
    rest = tuple(pk for pk, span in spans.items() if not span.is_done)
    behind = (Behind("done", __("done"), ACTION, done), Behind("rest", __("open, or let go"), ACTION, rest))
    if not begun:
        return nothing(_("Nothing was promised in this time."))
    if len(begun) < FEWEST:
        few = {"done": len(done), "of": len(begun)}
        return Figure(_("%(done)d of %(of)d are done; too few for a curve.") % few, len(begun), behind)
    steps = climbed(list(spans.values()))
    longest = max(span.days for span in spans.values())
    told = [(days, _told(days, steps, longest)) for days in MARKS]
    says = _("Done within 30 days of the promise: %(a)s; within 60: %(b)s; within 90: %(c)s.") % {
        name: words for name, (_days, words) in zip("abc", told, strict=True)
    }
    ends = [span.days for span in spans.values() if not span.is_done]
    head = (__("Days after the promise"), __("Done, as estimated"))
    return Figure(says, len(begun), behind, head, tuple(told), picture=Curve(steps, ends, MARKS))


def climbed(spans: Sequence[Span]) -> list[tuple[int, float]]:
    """The steps of the curve: each day on which something was done, and the share that is estimated to be done by then.

    Kaplan and Meier, 1958: the chance to be open goes down at each such day by the share of what was at risk then.
    """
    steps, is_open, at_risk = [], 1.0, len(spans)
    ended, done = Counter(span.days for span in spans), Counter(span.days for span in spans if span.is_done)
    for day in sorted(ended):
        if done[day]:
            is_open *= 1 - done[day] / at_risk
            steps.append((day, 1 - is_open))
        at_risk -= ended[day]
    return steps


def reached(steps: Sequence[tuple[int, float]], days: int) -> float:
    """The share that is done by this day."""
    return next((share for day, share in reversed(steps) if day <= days), 0.0)


def _told(days: int, steps: Sequence[tuple[int, float]], longest: int) -> str:
    """Nothing was watched for longer than `longest` days, so nothing is said beyond it."""
    return _("%d %%") % round(100 * reached(steps, days)) if longest >= days else _("not known yet")


def _span(promise: Promise, window: Window) -> Span:
    begun = promise.accepted_on or window.today
    end = promise.done_on or promise.ended_on or window.today
    return Span(max((end - begun).days, 0), promise.done_on is not None)
