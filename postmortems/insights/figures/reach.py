"""How far reviews reach: teams that read them, and reviews that a later one comes back to."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from postmortems.insights.figure import FEWEST, REVIEW, Behind, Definition, Figure, nothing
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
        "who and when is shown nowhere; how many, from five shared reviews on."
    ),
)


def measure(reviews: Sequence[Told], linked: frozenset[int], window: Window) -> Figure:
    shared = [one for one in reviews if window.holds(one.shared_on)]
    found = spread([one.readers for one in shared])
    if found is None:
        return nothing(_("No review was shared in this time."))
    named = Behind("again", __("named by a later review"), REVIEW, tuple(one.pk for one in shared if one.pk in linked))
    if len(shared) < FEWEST:
        few = ngettext("%d review was shared.", "%d reviews were shared.", len(shared)) % len(shared)
        return Figure(f"{few} {_named(named.n)} " + _("What teams read is told from five on."), len(shared), (named,))
    groups = (
        ("several", __("read by several teams"), [one for one in shared if one.readers > 1]),
        ("one", __("read by one team"), [one for one in shared if one.readers == 1]),
        ("none", __("read by no team yet"), [one for one in shared if not one.readers]),
    )
    behind = [Behind(name, label, REVIEW, tuple(one.pk for one in of)) for name, label, of in groups]
    rows = tuple((one.label, one.n) for one in behind)
    says = _("Teams that read the middle review: %s.") % plain(found.middle)
    head = (__("Shared reviews"), __("How many"))
    return Figure(f"{says} {_named(named.n)}", len(shared), (*behind, named), head, rows)


def _named(times: int) -> str:
    return ngettext("A later review names %d of them.", "Later reviews name %d of them.", times) % times
