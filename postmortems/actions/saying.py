"""The one service that an answer means, whoever gives it and wherever: a page, the board, a program."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.actions.checks import note_effect
from postmortems.actions.decisions import hand_over, make_room, replan, snooze
from postmortems.actions.endings import call_same, end_try
from postmortems.actions.following import not_yet
from postmortems.actions.models import ActionItem
from postmortems.actions.noting import CannotAnswer
from postmortems.actions.services import answer_action
from postmortems.actions.states import Answer, Standing


def check(answer: Answer, standing: Standing) -> None:
    """PermissionDenied for an answer that is not this person's; CannotAnswer for one that was, until it was decided."""
    if not answer.is_open_to(replace(standing, needs_decision=True)):
        raise PermissionDenied
    if not answer.is_open_to(standing):
        raise CannotAnswer(_("It has moved on meanwhile, and needs no decision any more."))


def say(item: ActionItem, answer: Answer, said: dict[str, Any], *, actor: User) -> ActionItem:
    """Do what this answer means with what was said, as its form cleaned it. Raises CannotAnswer."""
    who: Any = {"item": item, "actor": actor}
    reason, in_the_way = said.get("reason", ""), said.get("in_the_way", "")
    ways: dict[str, Callable[[], ActionItem]] = {
        "room": lambda: make_room(**who, how=reason, to=said["due_on"]),
        "date": lambda: replan(**who, to=said["due_on"], in_the_way=in_the_way, note=reason),
        "rest": lambda: snooze(**who, until=said["until"], reason=reason, in_the_way=in_the_way),
        "person": lambda: hand_over(**who, to=said["owner"], note=reason),
        "outcome": lambda: end_try(**who, outcome=said["outcome"], note=reason),
        "other": lambda: call_same(**who, other=said["other"], note=reason),
        "effect": lambda: note_effect(**who, effect=said["effect"], note=reason),
    }
    if answer.name == "not_yet":
        return not_yet(**who)
    usual = partial(answer_action, **who, answer=answer.name, reason=reason, in_the_way=in_the_way)
    return ways.get(answer.asks, usual)()
