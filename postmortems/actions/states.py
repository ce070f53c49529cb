"""The life of an action item, and which answers are open in each state. Pure."""

from collections.abc import Callable
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
    DUPLICATE = "duplicate", _("the same as another")


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


class Outcome(models.TextChoices):
    """How something that was tried ended (PRACTICE.md section 3.3)."""

    KEPT = "kept", _("kept")
    CHANGED = "changed", _("changed and kept")
    DROPPED = "dropped", _("dropped")


MOST_SNOOZES = 3  # then it needs another date (PRACTICE.md section 5)

# An action item in one of these waits for somebody; reminders are about these only.
OPEN = frozenset({State.OFFERED, State.TALK_FIRST, State.ACCEPTED, State.BLOCKED})
# Honest ends: nobody will do it here, and the plan says so.
LET_GO = frozenset({State.DECLINED, State.DUPLICATE})


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one person stands towards one action item. Who `keeps` it is asked when it needs a decision: the owner and
    the facilitator of its review, and who leads its team. The rest is what the item itself says: whether something is
    only tried, whether it may rest again, whether its ticket was closed and nobody has said yet that it is done.
    """

    is_owner: bool = False
    keeps: bool = False
    may_change: bool = False
    needs_decision: bool = False
    is_try: bool = False
    may_rest: bool = True
    ticket_closed: bool = False


def _always(standing: Standing) -> bool:
    return True


@dataclass(frozen=True)
class Answer:
    """What somebody may say about an action item. `target` is the state it leads to, if it leads to another.

    `asks` names what is said with it: a reason, room, a date, a day of rest, a person, an outcome, another item, an
    effect, or nothing. `by` names who may say it: its owner, who keeps it while it needs a decision (`decides`) or at
    any time, who may change the plan. `fits` says for which items.
    """

    name: str
    target: State | None
    sources: frozenset[State]
    label: str | Promise
    by: frozenset[str] = frozenset({"owner"})
    asks: str = ""
    fits: Callable[[Standing], bool] = _always

    def is_open_to(self, standing: Standing) -> bool:
        """Whether somebody who stands there may say it."""
        return self.fits(standing) and (
            (standing.is_owner and "owner" in self.by)
            or (standing.keeps and "keeper" in self.by)
            or (standing.keeps and standing.needs_decision and "decides" in self.by)
            or (standing.may_change and "editor" in self.by)
        )


def _is_try(standing: Standing) -> bool:
    return standing.is_try


def _is_no_try(standing: Standing) -> bool:
    return not standing.is_try


def _may_rest(standing: Standing) -> bool:
    return standing.may_rest


def _ticket_closed(standing: Standing) -> bool:
    return standing.ticket_closed


_DECIDED, _PLANNED = frozenset({"owner", "decides"}), frozenset({"owner", "keeper", "editor"})
_TO_DO = frozenset({State.OFFERED, State.ACCEPTED, State.BLOCKED})
ANSWERS: tuple[Answer, ...] = (
    Answer("accept", State.ACCEPTED, frozenset({State.OFFERED, State.TALK_FIRST}), _("I take it on")),
    Answer("talk_first", State.TALK_FIRST, frozenset({State.OFFERED}), _("Talk first")),
    Answer("done", State.DONE, _TO_DO, _("Done"), fits=_is_no_try),
    Answer("outcome", State.DONE, _TO_DO, _("How did it end?"), asks="outcome", fits=_is_try),
    Answer("not_yet", None, OPEN, _("Not yet"), fits=_ticket_closed),
    Answer("unblocked", State.ACCEPTED, frozenset({State.BLOCKED}), _("Moving again")),
    Answer("make_room", None, OPEN, _("Make room"), by=frozenset({"decides"}), asks="room"),
    Answer("new_date", None, OPEN, _("Re-plan"), by=_PLANNED, asks="date"),
    Answer("snooze", None, _TO_DO, _("Let it rest"), asks="rest", fits=_may_rest),
    Answer("hand_over", None, OPEN, _("Hand over"), by=_PLANNED, asks="person"),
    Answer("blocked", State.BLOCKED, frozenset({State.ACCEPTED}), _("Blocked"), asks="reason"),
    Answer("duplicate", State.DUPLICATE, OPEN, _("The same as another"), by=_PLANNED, asks="other"),
    Answer("decline", State.DECLINED, OPEN, _("No longer worth it"), by=_DECIDED, asks="reason"),
    Answer(
        "effect", None, frozenset({State.DONE}), _("Did it help?"), by=frozenset({"owner", "keeper"}), asks="effect"
    ),
    Answer(
        "reopen",
        State.ACCEPTED,
        frozenset({State.DONE, *LET_GO}),
        _("Open it again"),
        by=frozenset({"owner", "editor"}),
    ),
)


def answers_for(state: str, standing: Standing) -> list[Answer]:
    """What this person may answer now."""
    return [answer for answer in ANSWERS if state in answer.sources and answer.is_open_to(standing)]


def find_answer(name: str) -> Answer | None:
    return next((answer for answer in ANSWERS if answer.name == name), None)
