"""Rungs above "remember it": for each kind of condition two stronger ways to answer it. Pure (PRACTICE.md 3.1, 3.2).

They say where an answer could come from, never what is true of this review.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.actions.strength import Strength
from postmortems.factors.taxonomy import Code

Words = str | Promise
STRONGER: dict[str, tuple[Words, Words]] = {
    Code.DESIGN: (_("make the state that hurt impossible"), _("give each user of it a part of their own")),
    Code.CHANGE: (
        _("let a change reach one part first, and go back by itself"),
        _("give every change the same one way"),
    ),
    Code.TESTING: (_("let the check stop the way forward"), _("rehearse it on a copy of the real size")),
    Code.CAPACITY: (_("put a ceiling where one user meets all others"), _("add room by itself before it is needed")),
    Code.DEPENDENCY: (_("go on without it for a while"), _("keep a second way that is in daily use")),
    Code.SEEING: (
        _("ring for what people feel, with the first step beside it"),
        _("take away the alarms that lead to nothing"),
    ),
    Code.TOOLS: (_("let the tool refuse it"), _("show what will happen, and ask for its name")),
    Code.PROCEDURES: (_("turn the written steps into a command"), _("put the checklist inside the tool that is used")),
    Code.KNOWLEDGE: (
        _("make it simple enough to need no knowing"),
        _("rehearse it on a schedule, in changing pairs"),
    ),
    Code.COMMUNICATION: (
        _("let the state be seen where the work is"),
        _("give the handover a place for what is in doubt"),
    ),
    Code.OWNERSHIP: (_("give it one team, and the time for it"), _("name who decides before it is needed")),
    Code.WORKLOAD: (_("take work away, or add people"), _("end the work that comes at night")),
    Code.GOALS: (
        _("change the goal or the date that pulled the other way"),
        _("keep the spare room as a goal of its own"),
    ),
    Code.SAFEGUARDS: (_("let it stop and undo itself"), _("rehearse the way back until it is dull")),
    Code.MAINTENANCE: (_("take the old part out"), _("let what runs out of support stop the build")),
    Code.OUTSIDE: (
        _("keep the damage from spreading further than one part"),
        _("keep a place that the outside does not reach"),
    ),
}
ANYWHERE: tuple[Words, Words] = (_("take away or block the path"), _("let the tool help at the right moment"))


class Rated(Protocol):
    strength: int | None


@dataclass(frozen=True)
class Ladder:
    """What a plan that leans on memory is offered: for which kind of condition, and two stronger ways."""

    kind: Words
    ways: tuple[Words, Words]


def only_weaker(items: Iterable[Rated]) -> bool:
    """Whether there is a plan and all of it leans on remembering. An unrated item may be stronger: it does not count as
    weaker.
    """
    strengths = [item.strength for item in items]
    return bool(strengths) and all(strength == Strength.WEAKER for strength in strengths)


def ladder_for(codes: Iterable[str]) -> Ladder:
    """Two stronger ways for the first of these kinds that is known; general ones where none is."""
    for code in codes:
        if code in STRONGER:
            return Ladder(Code(code).label, STRONGER[code])
    return Ladder("", ANYWHERE)
