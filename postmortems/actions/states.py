"""The life of an action item, and which answers are open in each state. Pure."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    OFFERED = "offered", _("offered")
    TALK_FIRST = "talk_first", _("to be talked about first")
    ACCEPTED = "accepted", _("promised")
    BLOCKED = "blocked", _("blocked")
    DONE = "done", _("done")
    DECLINED = "declined", _("declined")


class InTheWay(models.TextChoices):
    """What keeps an action item from being done (PRACTICE.md section 5, step +5)."""

    TIME = "time", _("time")
    ACCESS = "access", _("access")
    WAITING = "waiting", _("waiting for somebody")
    UNCLEAR = "unclear", _("not clear enough")
    OTHER_GOAL = "other_goal", _("another goal came first")


class Effect(models.TextChoices):
    """What an action item did, asked some weeks after it was done."""

    HELPED = "helped", _("helped")
    NO_DIFFERENCE = "no_difference", _("no difference")
    MADE_WORSE = "made_worse", _("made worse")
    CANNOT_TELL = "cannot_tell", _("cannot tell")


# An action item in one of these waits for somebody; reminders are about these only.
OPEN = frozenset({State.OFFERED, State.TALK_FIRST, State.ACCEPTED, State.BLOCKED})


@dataclass(frozen=True)
class Answer:
    """What somebody may say about an action item. `asks` names what must be said with it: a reason, a date, or
    nothing.
    """

    name: str
    target: State
    sources: frozenset[State]
    label: str | Promise
    owner_only: bool = True
    asks: str = ""


ANSWERS: tuple[Answer, ...] = (
    Answer("accept", State.ACCEPTED, frozenset({State.OFFERED, State.TALK_FIRST}), _("I take it on")),
    Answer("talk_first", State.TALK_FIRST, frozenset({State.OFFERED}), _("Talk first")),
    Answer("done", State.DONE, frozenset({State.OFFERED, State.ACCEPTED, State.BLOCKED}), _("Done")),
    Answer("blocked", State.BLOCKED, frozenset({State.ACCEPTED}), _("Blocked"), asks="reason"),
    Answer("unblocked", State.ACCEPTED, frozenset({State.BLOCKED}), _("Moving again")),
    Answer("decline", State.DECLINED, OPEN, _("No longer worth it"), asks="reason"),
    Answer("reopen", State.ACCEPTED, frozenset({State.DONE, State.DECLINED}), _("Open it again"), owner_only=False),
)


def answers_for(state: str, *, is_owner: bool) -> list[Answer]:
    """What this person may answer now."""
    return [answer for answer in ANSWERS if state in answer.sources and (is_owner or not answer.owner_only)]


def find_answer(name: str) -> Answer | None:
    return next((answer for answer in ANSWERS if answer.name == name), None)
