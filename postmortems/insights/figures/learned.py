"""What people took along from meetings, by the three questions at the end. Numbers of answers, never answers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from postmortems.insights.figure import FEWEST, Definition, Figure, nothing, share
from postmortems.insights.rows import Hour

ASKED = {
    "learned": __("I learned something that changes my work"),
    "could_say": __("I could say what mattered"),
    "come_again": __("I would come again"),
}
DEFINITION = Definition(
    "learned",
    __("What meetings gave"),
    __("Was the hour worth it to those who were there?"),
    __(
        "Yes to each of the three questions after a meeting, out of the answers to it, over meetings of the window "
        "with five answers or more to that question. The counts of a meeting are forgotten after 90 days, so this "
        "looks no further back."
    ),
)


def measure(hours: Sequence[Hour]) -> Figure:
    counts = {what: _both(hours, what) for what in ASKED}
    most = max(of for _yes, of in counts.values())
    if not most:
        return nothing(_("No meeting of this time has five answers. Fewer are shown to nobody."))
    told = [f"{ASKED[what]}: {share(yes, of)}" for what, (yes, of) in counts.items() if of]
    rows = tuple((ASKED[what], share(yes, of) if of else _("fewer than five")) for what, (yes, of) in counts.items())
    return Figure(". ".join(told) + ".", most, (), (__("Said"), __("Yes")), rows, _flags(counts))


def _both(hours: Sequence[Hour], what: str) -> tuple[int, int]:
    """Yes, and all answers, of the meetings in which enough people answered."""
    tallies = [hour.tallies.get(what, {}) for hour in hours]
    enough = [tally for tally in tallies if sum(tally.values()) >= FEWEST]
    return sum(tally.get(1, 0) for tally in enough), sum(sum(tally.values()) for tally in enough)


def _flags(counts: dict[str, tuple[int, int]]) -> tuple[str, ...]:
    """PRACTICE.md section 2.5: one person at least learned something, and at least half would come again."""
    flags = []
    if counts["learned"] == (0, counts["learned"][1]) and counts["learned"][1]:
        flags.append(_("Nobody said that it changes their work. What would make the next hour worth it?"))
    yes, of = counts["come_again"]
    if of and 2 * yes < of:
        flags.append(_("Fewer than half would come again. A shorter hour, or another way to hold it?"))
    return tuple(flags)
