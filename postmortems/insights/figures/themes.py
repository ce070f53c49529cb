"""What comes back: the same kind of condition on the same service, in several reviews."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from postmortems.factors.taxonomy import Code
from postmortems.insights.figure import FEWEST, REVIEW, Behind, Definition, Figure
from postmortems.library.radar import THEME
from postmortems.library.themes import Met

MOST, AGAIN = 20, 2
DEFINITION = Definition(
    "themes",
    __("What comes back"),
    __("Is there one thing behind several incidents?"),
    __(
        "For each kind of condition and each service: the distinct reviews that met both, among those whose incident "
        "began in the last 365 days. From three on, one look at them together is offered, in the library. Counted to "
        "find what comes back, not to compare teams."
    ),
    has_window=False,
)


def measure(met: Met) -> Figure:
    n = len(set().union(*met.places.values()))
    if n < FEWEST:
        return Figure(
            _("Fewer than five reviews say both a kind of condition and a service. They would show chance."), n
        )
    often = sorted(met.places.items(), key=lambda cell: (-len(cell[1]), cell[0][0], met.names[cell[0][1]]))
    again = [(f"{Code(code).label}, {met.names[service]}", code, service, found) for (code, service), found in often]
    again = [cell for cell in again if len(cell[3]) >= AGAIN][:MOST]
    themes = [cell for cell in again if len(cell[3]) >= THEME]
    behind = tuple(Behind(f"{code}-{pk}", label, REVIEW, _newest_first(found)) for label, code, pk, found in themes)
    says = ngettext(
        "%(n)d kind of condition met the same service in three reviews or more.",
        "%(n)d kinds of condition met the same service in three reviews or more.",
        len(themes),
    ) % {"n": len(themes)}
    rows = tuple((label, len(found)) for label, _code, _service, found in again)
    return Figure(says, n, behind, (__("Kind of condition, service"), __("Reviews")), rows)


def _newest_first(reviews: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(reviews, reverse=True))
