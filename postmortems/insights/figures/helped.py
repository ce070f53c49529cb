"""Whether what was done helped, as those said who were asked weeks later."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from postmortems.actions.states import Effect
from postmortems.insights.figure import ACTION, Behind, Definition, Figure, Words, nothing, share
from postmortems.insights.rows import Check
from postmortems.insights.window import Window

DEFINITION = Definition(
    "helped",
    __("Did it help"),
    __("Did what we did make a difference?"),
    __(
        "Effect checks that were answered “helped” in the window, out of all that were answered in it. A check is "
        "asked 30, 60 and 90 days after something was done; those whose day came in the window without an answer are "
        "shown beside."
    ),
)


def measure(checks: Sequence[Check], window: Window) -> Figure:
    answered = [one for one in checks if one.effect and window.holds(one.answered_on)]
    waiting = [one for one in checks if not one.effect and window.holds(one.planned_on)]
    said = {effect: [one for one in answered if one.effect == effect] for effect in Effect}
    behind = (
        *(_behind(effect.value, effect.label, of) for effect, of in said.items()),
        _behind("waiting", _("not answered yet"), waiting),
    )
    if not answered and not waiting:
        return nothing(_("Nothing was asked in this time whether it helped."))
    says = _("Nobody has said yet.")
    if answered:
        says = _("Helped, by those who said: %(share)s.") % {"share": share(len(said[Effect.HELPED]), len(answered))}
    if waiting:
        says += " " + ngettext("%d is not answered.", "%d are not answered.", len(waiting)) % len(waiting)
    rows = tuple((effect.label, len(of)) for effect, of in said.items())
    return Figure(
        says, len(answered), behind, (__("Answer"), __("Checks")), (*rows, (_("not answered yet"), len(waiting)))
    )


def _behind(name: str, answer: Words, checks: Sequence[Check]) -> Behind:
    """Each action item once, whichever of its checks said so; its label tells where that makes fewer of them."""
    items = tuple(dict.fromkeys(one.action for one in checks))
    label = answer if len(items) == len(checks) else _("%(answer)s: action items") % {"answer": answer}
    return Behind(name, label, ACTION, items)
