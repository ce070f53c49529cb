"""The life of a review: all eight states, and who may move it where. Pure (PRACTICE.md section 1)."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles import Power


class State(models.TextChoices):
    INCIDENT = "incident", _("on record")
    DRAFT = "draft", _("being written")
    GATHERING = "gathering", _("gathering what people saw")
    MEETING = "meeting", _("being talked through")
    SOAK = "soak", _("settling")
    PUBLISHED = "published", _("shared")
    FOLLOW_UP = "follow_up", _("being followed through")
    CLOSED = "closed", _("closed")


class Step(models.TextChoices):
    """The five steps that people see; every state belongs to the step that it works towards."""

    LOGGED = "logged", _("Logged")
    WRITTEN = "written", _("Written")
    MEETING = "meeting", _("Meeting")
    SHARED = "shared", _("Shared")
    FOLLOWED_THROUGH = "followed_through", _("Followed through")


WORKS_TOWARDS: dict[State, Step | None] = {
    State.INCIDENT: Step.WRITTEN,
    State.DRAFT: Step.WRITTEN,
    State.GATHERING: Step.WRITTEN,
    State.MEETING: Step.MEETING,
    State.SOAK: Step.SHARED,
    State.PUBLISHED: Step.FOLLOWED_THROUGH,
    State.FOLLOW_UP: Step.FOLLOWED_THROUGH,
    State.CLOSED: None,
}


@dataclass(frozen=True)
class Move:
    """A step from one state to another. `asks` names what comes first: a "reason", a look at what
    sharing waits for ("gate"), or nothing.
    """

    source: State
    target: State
    needs: Power
    label: str | Promise
    asks: str = ""


# In each state the usual way on comes first.
MOVES: tuple[Move, ...] = (
    Move(State.INCIDENT, State.DRAFT, Power.EDIT, _("Write the review")),
    Move(State.INCIDENT, State.CLOSED, Power.STEER, _("No review needed"), asks="reason"),
    Move(State.DRAFT, State.MEETING, Power.STEER, _("Go to the meeting")),
    Move(State.DRAFT, State.GATHERING, Power.STEER, _("Ask those involved first")),
    Move(State.DRAFT, State.PUBLISHED, Power.STEER, _("Share it"), asks="gate"),  # a short note has no meeting
    Move(State.DRAFT, State.CLOSED, Power.STEER, _("No review needed"), asks="reason"),
    Move(State.GATHERING, State.MEETING, Power.STEER, _("Go to the meeting")),
    Move(State.GATHERING, State.DRAFT, Power.STEER, _("Back to writing")),
    Move(State.MEETING, State.PUBLISHED, Power.STEER, _("Share it"), asks="gate"),  # a small team does not soak
    Move(State.MEETING, State.SOAK, Power.STEER, _("Let it settle for two days")),
    Move(State.MEETING, State.GATHERING, Power.STEER, _("Meet again later"), asks="reason"),
    Move(State.SOAK, State.PUBLISHED, Power.STEER, _("Share it"), asks="gate"),
    Move(State.PUBLISHED, State.CLOSED, Power.STEER, _("Close it"), asks="reason"),
    Move(State.PUBLISHED, State.FOLLOW_UP, Power.STEER, _("Follow it through")),
    Move(State.PUBLISHED, State.DRAFT, Power.STEER, _("Back to writing"), asks="reason"),  # shared by mistake
    Move(State.FOLLOW_UP, State.CLOSED, Power.STEER, _("Close it"), asks="reason"),
    Move(State.FOLLOW_UP, State.DRAFT, Power.STEER, _("Back to writing"), asks="reason"),
    Move(State.CLOSED, State.FOLLOW_UP, Power.STEER, _("Open it again")),
    Move(State.CLOSED, State.DRAFT, Power.STEER, _("Write the review after all")),
)
# In these states the page is a document: corrections are dated notes, not edits.
SETTLED = frozenset({State.PUBLISHED, State.FOLLOW_UP, State.CLOSED})


def moves_from(state: str, powers: frozenset[Power]) -> list[Move]:
    """The moves that somebody with these powers may make now, the usual one first."""
    return [move for move in MOVES if move.source == state and move.needs in powers]


def find_move(source: str, target: str) -> Move | None:
    """The move between two states, or None when there is no such way."""
    return next((move for move in MOVES if move.source == source and move.target == target), None)


def is_end(move: Move | None) -> bool:
    """The end of a review that was shared, which says what is different now; one that needs no review ends with a
    reason alone.
    """
    return move is not None and move.target == State.CLOSED and move.source in SETTLED


@dataclass(frozen=True)
class Mark:
    """One of the five steps as a page shows it: "done", "now" or "ahead"."""

    step: Step
    state: str

    @property
    def label(self) -> str:
        return str(self.step.label)


def steps(state: str) -> list[Mark]:
    """Where a review in this state stands, on the five steps."""
    now = WORKS_TOWARDS[State(state)]
    order = list(Step)
    place = order.index(now) if now else len(order)
    return [Mark(step, "done" if at < place else "now" if at == place else "ahead") for at, step in enumerate(order)]
