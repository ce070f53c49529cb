"""Which services more than one person could bring back. Names services, never people."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.insights.figure import SERVICE, Behind, Definition, Figure, nothing, share
from postmortems.insights.rows import Known
from postmortems.reviews.restoring import ENOUGH

DEFINITION = Definition(
    "knowledge",
    __("Knowledge spread"),
    __("On a bad night, could somebody else do it?"),
    __(
        "Services that two people or more confirmed in the last 180 days that they could restore, out of all services "
        "in use. It looks at today. The list names services, never people."
    ),
    has_window=False,
)


def measure(services: Sequence[Known]) -> Figure:
    if not services:
        return nothing(_("No service is named yet."))
    enough = [one for one in services if one.by >= ENOUGH]
    behind = tuple(
        Behind(name, label, SERVICE, tuple(one.pk for one in of))
        for name, label, of in (
            ("enough", __("two people or more"), enough),
            ("one", __("one person"), [one for one in services if one.by == 1]),
            ("nobody", __("nobody said so"), [one for one in services if not one.by]),
        )
    )
    says = _("Services that two people or more could restore: %(share)s.") % {
        "share": share(len(enough), len(services))
    }
    return Figure(
        says, len(services), behind, (__("Could restore it"), __("Services")), tuple((b.label, b.n) for b in behind)
    )
