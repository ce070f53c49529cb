"""Families for what was left undone: a check, a call, a renewal, a word to somebody."""

from __future__ import annotations

from collections.abc import Callable

from postmortems.language.act import Act
from postmortems.language.fitting import by_head
from postmortems.language.lists import nouns
from postmortems.language.story import Story


def undone(story: Story, act: Act, name: str) -> str:
    """The family for an act that was not done; ``name`` is what the lists say of its verb."""
    if act.thing and act.thing.head in nouns()["dated"] and act.verb in ("update", "replace"):
        return "renew"
    if act.verb == "keep" and act.state == "up to date":
        return "current"
    if act.verb == "use" and act.thing:
        return by_head(act.thing, "unused", checks="skip")
    if act.verb == "document" and act.thing:
        return "write"
    if name in _CHOICES:
        return _CHOICES[name](story, act)
    return name or "do"


def _untold(story: Story, act: Act) -> str:
    """What nobody was told: the thing itself, an event to come, else the change that went before."""
    if told := act.thing or act.event:
        story.thing = told
        return "tell"
    return "changed" if story.near() else "changed-alone"


def _uncalled(story: Story, act: Act) -> str:
    if act.verb == "raise" and act.thing:
        return "do"
    return "ask" if act.verb in ("ask", "question", "consult") else "call"


def _unchecked(story: Story, act: Act) -> str:
    return "state" if act.stated else "check"


def _unseen(story: Story, act: Act) -> str:
    return by_head(act.thing, "overlook", procedures="overlook", checks="overlook")


def _untested(story: Story, act: Act) -> str:
    return "test-with" if act.particle in ("with", "against") else "test"


def _unanswered(story: Story, act: Act) -> str:
    return by_head(act.thing, "view", signals="answer")


_CHOICES: dict[str, Callable[[Story, Act], str]] = {
    "tell": _untold, "call": _uncalled, "check": _unchecked, "overlook": _unseen, "test": _untested,
    "answer": _unanswered,
}  # fmt: skip
