"""How long it takes from the end of an incident to a page that others can learn from."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.insights.charts.dots import Dot, Dots, Lane
from postmortems.insights.figure import FEWEST, REVIEW, Behind, Definition, Figure, nothing
from postmortems.insights.rows import Told
from postmortems.insights.spread import in_working_days, plain, spread
from postmortems.insights.window import Window, working_days

RETOLD = __("told first elsewhere, left out")
DEFINITION = Definition(
    "learning",
    __("Time to learning"),
    __("How long until others can read what was learned?"),
    __(
        "Working days from the day on which the last incident of a review was over to the day on which it was first "
        "shared, over the reviews that were shared in the window: the middle one and the range. A review that has no "
        "incident, or of which nobody knows when it was over, is unknown; one that was told first elsewhere is left "
        "out."
    ),
)


def measure(reviews: Sequence[Told], window: Window, *, place: str = "") -> Figure:
    everything = [one for one in reviews if window.holds(one.shared_on)]
    shared = [one for one in everything if not one.is_retold]
    if not everything:
        return nothing(_("No review was shared in this time."))
    took = {
        one.pk: working_days(one.over_on, one.shared_on, place=place)
        for one in shared
        if one.over_on and one.shared_on and one.over_on <= one.shared_on
    }
    known, unknown = [one for one in shared if one.pk in took], [one for one in shared if one.pk not in took]
    behind = (
        Behind("known", __("known"), REVIEW, tuple(one.pk for one in known)),
        Behind("unknown", __("unknown"), REVIEW, tuple(one.pk for one in unknown)),
        Behind("retold", RETOLD, REVIEW, tuple(one.pk for one in everything if one.is_retold)),
    )
    found = spread(list(took.values()))
    if found is None:
        return Figure(_("No review that was shared in this time says when it was over."), 0, behind)
    dots = [Dot(took[one.pk], one.ref, one.title) for one in known]
    middle = in_working_days(found.middle)
    numbers = {"n": found.n, "middle": middle, "low": plain(found.lowest), "high": plain(found.highest)}
    says = _("The middle one of %(n)d reviews was shared after %(middle)s; from %(low)s to %(high)s.") % numbers
    return Figure(
        says,
        found.n,
        behind,
        (__("Review"), __("Working days")),
        tuple((f"{one.ref} {one.title}", took[one.pk]) for one in known),
        picture=Dots([Lane(_("working days"), "", dots)], "days") if found.n >= FEWEST else None,
    )
