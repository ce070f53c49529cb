"""How we found out: whose eyes saw it first."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.insights.figure import REVIEW, Behind, Definition, Figure, nothing, share
from postmortems.insights.rows import Happened
from postmortems.reviews.models import Incident

DEFINITION = Definition(
    "found",
    __("How we found out"),
    __("Do we hear of it from our own alarms, or from those it hurts?"),
    __(
        "Incidents that were put on record in the window, by how they were found, out of those of which that was said. "
        "Where nobody said it, it is shown as not said."
    ),
)


def measure(incidents: Sequence[Happened]) -> Figure:
    if not incidents:
        return nothing(_("Nothing was put on record in this time."))
    ways = {way: [one for one in incidents if one.found_by == way] for way in Incident.FoundBy}
    unsaid = [one for one in incidents if not one.found_by]
    known = len(incidents) - len(unsaid)
    behind = (
        *(Behind(way.value, way.label, REVIEW, reviews_of(of)) for way, of in ways.items() if of),
        Behind("unsaid", __("not said"), REVIEW, reviews_of(unsaid)),
    )
    says = _("Nobody said yet how it was found.")
    if known:
        says = _("By our own alarm: %(share)s.") % {"share": share(len(ways[Incident.FoundBy.ALARM]), known)}
    rows = tuple((way.label, len(of)) for way, of in ways.items())
    return Figure(says, known, behind, (__("Found by"), __("Incidents")), (*rows, (_("not said"), len(unsaid))))


def reviews_of(incidents: Sequence[Happened]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.review for one in incidents))
