"""How many voices a review has: the teams that told its story, and how many of a meeting wrote."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.insights.figure import FEWEST, REVIEW, Behind, Definition, Figure, nothing
from postmortems.insights.rows import Hour, Told
from postmortems.insights.spread import plain, spread
from postmortems.insights.window import Window

DEFINITION = Definition(
    "voices",
    __("Voices"),
    __("Whose view is in the story?"),
    __(
        "Distinct teams of those who wrote an entry of the story, per review that was shared in the window: the middle "
        "one. Beside it, of meetings with five or more people: how many of those there wrote a card, the middle share. "
        "Cards have no author, so nothing about them can be counted by team or person."
    ),
)


def measure(reviews: Sequence[Told], hours: Sequence[Hour], window: Window) -> Figure:
    shared = [one for one in reviews if window.holds(one.shared_on)]
    if not shared:
        return nothing(_("No review was shared in this time."))
    found = spread([one.teams for one in shared])
    several = [one.pk for one in shared if one.teams > 1]
    behind = (
        Behind("several", __("told by several teams"), REVIEW, tuple(several)),
        Behind(
            "one",
            __("told by one team, or by somebody of none"),
            REVIEW,
            tuple(one.pk for one in shared if one.teams <= 1),
        ),
    )
    says = _("Teams in the story of the middle review: %s.") % plain(found.middle if found else 0)
    wrote = [
        100 * hour.wrote / hour.attended
        for hour in hours
        if hour.wrote is not None and (hour.attended or 0) >= FEWEST and hour.attended
    ]
    cards = spread(wrote)
    if cards:
        says += " " + _("In the middle meeting %d %% of those there wrote a card.") % round(cards.middle)
    return Figure(
        says, len(shared), behind, (__("Teams in the story"), __("Reviews")), tuple((b.label, b.n) for b in behind)
    )
