"""What has to be settled before a review is shared (PRACTICE.md section 1, "Publish gate"). Pure.

Five points block, four only advise and are passed with a reason in one click. In a small organisation three of the
four stay quiet: that the conditions are of two kinds, that names became roles, and that somebody from elsewhere read
it. There everybody was there, and section 0 asks for light first; what a plan leans on is asked everywhere.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Words = str | Promise


@dataclass(frozen=True)
class Place:
    """Something on the review that a point is about: a "factor" or an "action" by number, a "text" by slot, a section.

    `words` are what stands there, unless they are held and not everybody's to read.
    """

    kind: str
    name: str = ""
    words: str = ""


@dataclass(frozen=True)
class Involved:
    """Somebody who took part and is asked whether the account is right; `name` is how the page calls them."""

    name: str
    is_fine: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the gate looks at, read once."""

    unsettled: tuple[Place, ...] = ()  # words that neither pass the guard nor were allowed by the facilitator
    factors: int = 0
    beyond_tools: int = 0  # conditions of teams, of the organisation, from outside
    helped: int = 0
    undecided: tuple[Place, ...] = ()  # factors without action item and without "accepted for now"
    without_home: tuple[Place, ...] = ()  # action items without an owner or a date
    unanswered: int = 0  # action items offered to somebody who has not answered yet
    leans_on_memory: bool = False  # there is a plan, and all of it is of the weaker kind
    involved: tuple[Involved, ...] = ()
    objections: int = 0  # "told differently", not answered yet
    shown_at: dt.datetime | None = None
    day_ends_at: dt.datetime | None = None  # when those involved have had their working day
    names_as_roles: bool = False
    read_from_elsewhere: bool = False
    waived: dict[str, str] = field(default_factory=dict)  # point -> the reason why it was passed
    is_small: bool = True


@dataclass(frozen=True)
class Finding:
    """How a point stands: "done", "open", "waiting" for somebody, or "passed" with a reason."""

    state: str
    said: Words = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Point:
    """One line of the list. `reasons` are what it may be passed with; a point without them blocks."""

    name: str
    title: Words
    look: Callable[[Facts, dt.datetime], Finding]
    reasons: tuple[Words, ...] = ()
    is_quiet_when_small: bool = False

    @property
    def blocks(self) -> bool:
        return not self.reasons


@dataclass(frozen=True)
class Asked:
    """A point as this review answers it."""

    point: Point
    finding: Finding

    @property
    def is_settled(self) -> bool:
        return self.finding.state in ("done", "passed")


DONE = Finding("done")


def _words(facts: Facts, now: dt.datetime) -> Finding:
    if not facts.unsettled:
        return DONE
    return Finding("open", _("These still end with a person, or nobody has looked at them yet."), facts.unsettled)


def _helped(facts: Facts, now: dt.datetime) -> Finding:
    said = _("Something kept it smaller or shorter, and be it luck. Which?")
    return DONE if facts.helped else Finding("open", said, (Place("helped"),))


def _answered(facts: Facts, now: dt.datetime) -> Finding:
    said = _("An action item answers it, or a sentence says why it is accepted for now.")
    return Finding("open", said, facts.undecided) if facts.undecided else DONE


def _has_a_home(facts: Facts, now: dt.datetime) -> Finding:
    if facts.without_home:
        return Finding("open", _("Who takes it on, and for when?"), facts.without_home)
    said = ngettext_lazy(
        "%(n)d is offered and waits for its owner. That holds nothing up.",
        "%(n)d are offered and wait for their owners. That holds nothing up.",
        "n",
    )
    return Finding("done", said % {"n": facts.unanswered} if facts.unanswered else "")


def _shown(facts: Facts, now: dt.datetime) -> Finding:
    if facts.objections:
        said = _("Somebody who was there tells it differently. An answer settles it.")
        return Finding("open", said, (Place("questions"),))
    if not facts.involved:
        return Finding("done", _("Nobody else was involved, so there is nothing to wait for."))
    if all(one.is_fine for one in facts.involved):
        return Finding("done", _("Everybody involved says it is told right."))
    if facts.shown_at is None or facts.day_ends_at is None:
        return Finding("open", _("They get one working day to read it; less, once all have said that it is right."))
    if now >= facts.day_ends_at:
        return Finding("done", _("They had their day."))
    return Finding("waiting")


def _two_kinds(facts: Facts, now: dt.datetime) -> Finding:
    if facts.factors >= 2 and facts.beyond_tools:
        return DONE
    if facts.factors < 2:
        said = _("One condition alone rarely explains it. What else had to be so?")
    else:
        said = _("All of it is technical so far. What around the tools let it happen?")
    return Finding("open", said, (Place("factors"),))


def _strength(facts: Facts, now: dt.datetime) -> Finding:
    said = _("All of the plan leans on memory and attention. Is there one thing that blocks the path?")
    return Finding("open", said, (Place("actions"),)) if facts.leans_on_memory else DONE


def _roles(facts: Facts, now: dt.datetime) -> Finding:
    said = _("The shared page can say roles where people were named.")
    return DONE if facts.names_as_roles else Finding("open", said)


def _elsewhere(facts: Facts, now: dt.datetime) -> Finding:
    said = _("Somebody who was not there reads it first and says that it can be followed.")
    return DONE if facts.read_from_elsewhere else Finding("open", said, (Place("people"),))


POINTS: tuple[Point, ...] = (
    Point("words", _("No sentence ends with a person"), _words),
    Point("helped", _("What helped is told"), _helped),
    Point("answered", _("Each condition has an answer"), _answered),
    Point("home", _("Each action item has an owner and a date"), _has_a_home),
    Point("shown", _("Those involved had their day"), _shown),
    Point(
        "two_kinds",
        _("Two conditions or more, not only technical ones"),
        _two_kinds,
        reasons=(_("It was small, this explains it."), _("We looked, and found no more.")),
        is_quiet_when_small=True,
    ),
    Point(
        "strength",
        _("The plan does not lean on memory alone"),
        _strength,
        reasons=(_("It is what we can do for now."), _("A stronger one is on its way elsewhere.")),
    ),
    Point(
        "roles",
        _("Names became roles"),
        _roles,
        reasons=(_("Everybody named here agreed."), _("Nobody is named.")),
        is_quiet_when_small=True,
    ),
    Point(
        "elsewhere",
        _("Somebody from elsewhere read it"),
        _elsewhere,
        reasons=(_("Nobody was free this week."), _("It concerns us alone.")),
        is_quiet_when_small=True,
    ),
)


def asked(facts: Facts, *, now: dt.datetime) -> list[Asked]:
    """Every point that this review is asked about, those that block first."""
    return [
        Asked(point, _passed(point, facts) or point.look(facts, now))
        for point in POINTS
        if not (point.is_quiet_when_small and facts.is_small)
    ]


def _passed(point: Point, facts: Facts) -> Finding | None:
    """A point that blocks is passed by nobody, whatever is written down."""
    reason = facts.waived.get(point.name)
    return Finding("passed", reason) if reason and not point.blocks else None


def is_open(points: list[Asked]) -> bool:
    """Whether everything is settled, so that the review may be shared."""
    return all(one.is_settled for one in points)


def find_point(name: str) -> Point | None:
    return next((point for point in POINTS if point.name == name), None)
