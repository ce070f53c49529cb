"""Whether each condition of a shared review is answered."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.insights.figure import REVIEW, Behind, Definition, Figure, nothing, share
from postmortems.insights.rows import Condition

DEFINITION = Definition(
    "coverage",
    __("Conditions with an answer"),
    __("Does each thing we found lead somewhere?"),
    __(
        "Conditions with an action item, or accepted for now with a reason, out of all conditions of the reviews that "
        "were shared in the window. What held it back needs no answer and is not among them."
    ),
)


def measure(conditions: Sequence[Condition]) -> Figure:
    answered = [one for one in conditions if one.is_answered]
    loose = [one for one in conditions if not one.is_answered]
    if not conditions:
        return nothing(_("No review with conditions was shared in this time."))
    whole = dict.fromkeys(one.review for one in answered) | {}
    gaps = dict.fromkeys(one.review for one in loose)
    behind = (
        Behind(
            "whole", __("reviews with every condition answered"), REVIEW, tuple(pk for pk in whole if pk not in gaps)
        ),
        Behind("gaps", __("reviews with a condition left open"), REVIEW, tuple(gaps)),
    )
    says = _("Answered by an action item, or accepted with a reason: %(share)s.") % {
        "share": share(len(answered), len(conditions))
    }
    rows = ((_("answered"), len(answered)), (_("left open"), len(loose)))
    return Figure(says, len(conditions), behind, (__("Conditions"), __("How many")), rows)
