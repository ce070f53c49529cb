"""How far reviews reach: teams that read them, and reviews that a later one comes back to."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from postmortems.insights.figure import REVIEW, Behind, Definition, Figure, nothing
from postmortems.insights.rows import Told
from postmortems.insights.spread import plain, spread
from postmortems.insights.window import Window

DEFINITION = Definition(
    "reach",
    __("Reach"),
    __("Does what one team learned get to others?"),
    __(
        "Distinct teams of those who opened the shared page, per review that was shared in the window: the middle one. "
        "Beside it, how many of them a later review names in its words or looks at together with others. Which teams, "
        "who and when is shown nowhere."
    ),
)


def measure(reviews: Sequence[Told], linked: frozenset[int], window: Window) -> Figure:
    shared = [one for one in reviews if window.holds(one.shared_on)]
    found = spread([one.readers for one in shared])
    if found is None:
        return nothing(_("No review was shared in this time."))
    again = [one for one in shared if one.pk in linked]
    groups = (
        ("several", __("read by several teams"), [one for one in shared if one.readers > 1]),
        ("one", __("read by one team"), [one for one in shared if one.readers == 1]),
        ("none", __("read by no team yet"), [one for one in shared if not one.readers]),
    )
    behind = [Behind(name, label, REVIEW, tuple(one.pk for one in of)) for name, label, of in groups]
    rows = tuple((one.label, one.n) for one in behind)
    behind.append(Behind("again", __("named by a later review"), REVIEW, tuple(one.pk for one in again)))
    says = _("Teams that read the middle review: %s.") % plain(found.middle)
    count = ngettext("A later review names %d of them.", "Later reviews name %d of them.", len(again)) % len(again)
    return Figure(f"{says} {count}", len(shared), tuple(behind), (__("Shared reviews"), __("How many")), rows)
