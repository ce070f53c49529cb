"""The list of what sharing waits for, as the review page and the page of the move show it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Power
from postmortems.reviews.models import Participant, Review
from postmortems.reviews.moments import plain_moment
from postmortems.reviews.states import State
from postmortems.shared import clock
from postmortems.workspace.gate import Asked, Facts, Place, Words, asked, is_open
from postmortems.workspace.gate_facts import facts_of
from postmortems.workspace.sections import SECTIONS

# In these the next question is whether it may be shared; before them there is no story yet.
ASKED_IN = frozenset({State.DRAFT, State.GATHERING, State.MEETING, State.SOAK})


@dataclass(frozen=True)
class Door:
    """A place on the review where something is settled."""

    text: str
    href: str


@dataclass(frozen=True)
class Line:
    """One point as the page shows it; `state` as in gate.Finding, `word` says it."""

    name: str
    title: Words
    state: str
    said: Words
    doors: list[Door]
    blocks: bool
    reasons: tuple[Words, ...]

    @property
    def is_settled(self) -> bool:
        return self.state in ("done", "passed")

    @property
    def word(self) -> str:
        words = {"done": _("settled"), "passed": _("passed"), "open": _("open"), "waiting": _("waiting")}
        return words[self.state]


@dataclass(frozen=True)
class GateList:
    """The points of one review, and whether those involved can be asked."""

    lines: list[Line]
    is_open: bool
    can_show: bool
    was_shown: bool

    @property
    def settled(self) -> int:
        return sum(line.is_settled for line in self.lines)


def gate_list(review: Review) -> GateList:
    """The list as it stands now. Eight queries, whatever its length."""
    facts, now = facts_of(review), clock.now()
    points = asked(facts, now=now)
    return GateList(
        lines=[_line(review, one, facts, now) for one in points],
        is_open=is_open(points),
        can_show=bool(facts.involved),
        was_shown=review.shown_at is not None,
    )


def section(review: Review, *, part: Participant | None) -> dict[str, Any]:
    """What the review page shows: to those who write it where the list is fetched, and to those involved whether it is
    told right. `part` is the reader's own. No query.
    """
    shows = review.state in ASKED_IN and Power.EDIT in review.powers
    return {"has_gate": shows, "asked_part": part if is_asked(review) else None}


def is_asked(review: Review) -> bool:
    """Whether those involved are asked now: it was shown to them, and is not shared yet."""
    return review.shown_at is not None and not review.is_settled


def part_asked(review: Review, user: User) -> Participant | None:
    """This person's part in a review that was shown to those involved and is not shared yet."""
    return review.participants.filter(user=user).first() if is_asked(review) else None


def _line(review: Review, one: Asked, facts: Facts, now: dt.datetime) -> Line:
    point, finding = one.point, one.finding
    return Line(
        name=point.name,
        title=point.title,
        state=finding.state,
        said=_waiting(review, facts, now) if finding.state == "waiting" else finding.said,
        doors=[_door(review, place) for place in finding.places],
        blocks=point.blocks,
        reasons=() if one.is_settled else point.reasons,
    )


def _waiting(review: Review, facts: Facts, now: dt.datetime) -> str:
    """How far those involved are. Never who has not read it yet."""
    if facts.day_ends_at is None:
        return ""
    until = plain_moment(facts.day_ends_at, now=now, zone=review.zone)
    fine, all_of_them = sum(one.is_fine for one in facts.involved), len(facts.involved)
    said = ngettext(
        "%(fine)d of %(n)d says it is told right. Their day ends %(until)s.",
        "%(fine)d of %(n)d say it is told right. Their day ends %(until)s.",
        all_of_them,
    )
    return said % {"fine": fine, "n": all_of_them, "until": until}


def _door(review: Review, place: Place) -> Door:
    page = reverse("review", args=[review.ref])
    words = Truncator(place.words).chars(90)
    if place.kind == "title":
        return Door(words, reverse("facts", args=[review.ref]))
    if place.kind == "text":
        heading = str(SECTIONS[place.name].heading) if place.name in SECTIONS else place.name
        return Door(heading, reverse("text", args=[review.ref, place.name]))
    if place.kind == "people":
        return Door(_("Name somebody with fresh eyes"), reverse("people", args=[review.ref]))
    anchors = {
        "factor": (words or _("A condition waits to be settled."), f"factor-{place.name}"),
        "action": (words or _("An action item waits to be settled."), f"action-{place.name}"),
        "helped": (_("Say what helped"), "factors-helped"),
        "factors": (_("Name a condition"), "factors"),
        "actions": (_("See the plan"), "review-actions"),
        "questions": (_("See what is told differently"), "questions"),
    }
    text, anchor = anchors[place.kind]
    return Door(text, f"{page}#{anchor}")
