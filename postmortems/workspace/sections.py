"""The long texts of a review, in the order of the page: slot -> heading."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SECTIONS: dict[str, str | Promise] = {
    "summary": _("What happened"),
    "impact": _("What people felt"),
    "lessons": _("What we learned"),
    "imported": _("As it was imported"),
}
# Shown only where there is something in it: nobody is asked to write it.
ONLY_WHERE_IT_IS = frozenset({"imported"})
HINTS: dict[str, str | Promise] = {
    "summary": _("Two or three sentences that somebody from another team understands."),
    "impact": _("Who felt it, how, and what is still unknown."),
    "lessons": _("What is true of the system that we did not know before."),
    "imported": _("What found no other place. Move what is worth keeping, and empty the rest."),
}
