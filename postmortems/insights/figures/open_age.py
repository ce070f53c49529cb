"""How old open work is, in working days since it was promised."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.actions.states import OPEN
from postmortems.insights.figure import ACTION, FEWEST, Behind, Definition, Figure, nothing
from postmortems.insights.figures.on_time import keys
from postmortems.insights.rows import Promise
from postmortems.insights.spread import in_working_days, plain, spread
from postmortems.insights.window import Window, working_days

BANDS = ((0, 5), (6, 20), (21, 60), (61, None))
DEFINITION = Definition(
    "open-age",
    __("How old open work is"),
    __("How long has what we promised been waiting?"),
    __(
        "Working days from the promise to today, over every action item that is promised and open: the middle one, and "
        "the middle half. It looks at today, not at a window."
    ),
    has_window=False,
)


def measure(promises: Sequence[Promise], window: Window, *, place: str = "") -> Figure:
    still = [one for one in promises if one.state in OPEN and one.accepted_on]
    ages = {one.pk: working_days(one.accepted_on, window.today, place=place) for one in still if one.accepted_on}
    found = spread(list(ages.values()))
    if found is None:
        return nothing(_("Nothing that was promised is open."))
    bands = tuple(
        Behind(_name(band), _label(band), ACTION, keys([one for one in still if _is_in(ages[one.pk], band)]))
        for band in BANDS
    )
    middle = _("The middle one of %(n)d is %(middle)s old") % {"n": found.n, "middle": in_working_days(found.middle)}
    half = {"first": plain(found.first), "third": plain(found.third)}
    says = f"{middle}." if found.n < FEWEST else middle + _(", the middle half %(first)s to %(third)s.") % half
    return Figure(says, found.n, bands, (__("Working days"), __("Action items")), tuple((b.label, b.n) for b in bands))


def _is_in(days: int, band: tuple[int, int | None]) -> bool:
    first, last = band
    return first <= days and (last is None or days <= last)


def _name(band: tuple[int, int | None]) -> str:
    return f"from-{band[0]}"


def _label(band: tuple[int, int | None]) -> str:
    first, last = band
    return _("%(first)d to %(last)d days") % {"first": first, "last": last} if last else _("more than 60 days")
