"""What thanks are for. What two people keep between them is not counted, and nobody is named."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.insights.figure import REVIEW, Behind, Definition, Figure, nothing, share
from postmortems.insights.rows import Thanked
from postmortems.thanks.models import Kind

DEFINITION = Definition(
    "thanks",
    __("What thanks are for"),
    __("Do we thank for knowledge and for speaking up as we do for rescues?"),
    __(
        "Thanks of the window for sharing knowledge or for speaking up, out of all of them that say what they are for. "
        "Those that two people keep between them are not counted. There is no number to reach, and nobody is named."
    ),
)
QUIET = (Kind.KNOWLEDGE, Kind.SPOKE_UP)


def measure(thanks: Sequence[Thanked]) -> Figure:
    if not thanks:
        return nothing(_("No thanks were said in this time."))
    kinds = [(str(label), [one for one in thanks if one.kind == value]) for value, label in Kind.choices]
    unsaid = [one for one in thanks if not one.kind]
    quiet = [one for one in thanks if one.kind in QUIET]
    loud = [one for one in thanks if one.kind and one.kind not in QUIET]
    of = len(quiet) + len(loud)
    said = share(len(quiet), of) if of else _("none says what it is for")
    rows = tuple((label, len(found)) for label, found in (*kinds, (_("said in a meeting"), unsaid)))
    behind = (
        Behind("quiet", __("reviews with thanks for knowledge or speaking up"), REVIEW, _reviews(quiet)),
        Behind("loud", __("reviews with thanks for the response or taking it on"), REVIEW, _reviews(loud)),
        Behind("unsaid", __("reviews with thanks from a meeting"), REVIEW, _reviews(unsaid)),
    )
    says = _("For sharing knowledge or for speaking up: %(share)s.") % {"share": said}
    return Figure(says, of, behind, (__("Thanks"), __("How many")), rows)


def _reviews(thanks: Sequence[Thanked]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.review for one in thanks))
