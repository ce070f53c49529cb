"""What people said before anything broke. More of it is welcome."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from postmortems.insights.figure import REVIEW, Behind, Definition, Figure, nothing
from postmortems.insights.rows import Told
from postmortems.insights.window import Window
from postmortems.reviews.models import Kind

DEFINITION = Definition(
    "speaking-up",
    __("Speaking up"),
    __("Do we hear of things before they break?"),
    __(
        "Near misses that were put on record in the window, beside the incidents of the same time. A rise is welcome: "
        "it means that people speak earlier. Nothing here says who."
    ),
)


def measure(reviews: Sequence[Told], window: Window) -> Figure:
    filed = [one for one in reviews if window.holds(one.filed_on)]
    if not filed:
        return nothing(_("Nothing was put on record in this time."))
    near = [one.pk for one in filed if one.kind == Kind.NEAR_MISS]
    broke = [one.pk for one in filed if one.kind == Kind.INCIDENT]
    behind = (
        Behind("near", Kind.NEAR_MISS.label, REVIEW, tuple(near)),
        Behind("incident", Kind.INCIDENT.label, REVIEW, tuple(broke)),
    )
    says = ngettext("%d near miss is on record.", "%d near misses are on record.", len(near)) % len(near)
    says += " " + _("More of them is good news: somebody spoke in time.")
    return Figure(says, len(filed), behind, (__("Put on record"), __("Reviews")), tuple((b.label, b.n) for b in behind))
