"""Families for what was done: to the wrong thing, past a signal, without a step, in haste."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from postmortems.language.act import Act
from postmortems.language.fitting import by_head
from postmortems.language.lists import complements, nouns
from postmortems.language.story import Story
from postmortems.language.words import classes

_PROMPTS = frozenset({"prompt", "prompts", "dialog", "dialogs", "banner", "banners", "confirmation"})


def done(story: Story, act: Act, name: str) -> str:
    """The family for an act that was done; ``name`` is what the lists say of its verb."""
    if act.thing and act.thing.wrong:
        return _wrong(story, act)
    if act.against and name != "pass":
        story.thing = act.against
        return by_head(act.against, "passed", signals="prompt")
    if placed := _placed(story, act, name):
        return placed
    if act.thing and _untold(story, act):
        return "changed"
    if name in _CHOICES:
        return _CHOICES[name](act)
    if act.verb in complements()["setting"] and _off_mark(story, act):
        return "set" if act.verb == "set" else "config"
    if act.thing and not name and _falsely(story, act):
        return "misdone"
    return _plain(act, name)


def _falsely(story: Story, act: Act) -> bool:
    """ "patched the dimmers wrongly"."""
    around = set(story.parser.lows[max(0, act.at - 2) : act.at + 8])
    return not complements()["falsely"].isdisjoint(around)


def _untold(story: Story, act: Act) -> bool:
    """ "migrated the tenants without telling support"."""
    lows = story.parser.lows[act.at : act.at + 16]
    return any(one == "without" and two in _TELLING for one, two in pairwise(lows))


_TELLING = frozenset({"telling", "informing", "warning", "notifying", "announcing"})


def _placed(story: Story, act: Act, name: str) -> str:
    """One thing in the place of another, or in the wrong place."""
    if act.valued and act.spot:
        story.thing = act.spot
        return "field"
    if name == "confuse" and act.place.startswith(("with ", "for ")) and act.spot:
        act.rather, act.spot = act.spot, None
    beside = act.spot or act.thing
    if act.rather and beside and act.rather.start <= beside.end + 3:  # "in cents instead of euros": not of the amount
        story.thing = beside
        return "instead"
    return "wrong-place" if act.spot and act.spot.wrong and act.thing else ""


def _off_mark(story: Story, act: Act) -> bool:
    """ "set wrongly", "set the timeout to 5 ms", "set the speed too high": a value that was not the right one."""
    said = set(story.parser.lows[max(0, act.at - 2) : act.at + 8])
    if said & complements()["falsely"]:
        return True
    at = act.thing.end if act.thing else len(story.parser.tokens)
    near, beyond = story.parser.tokens[at : at + 1], story.parser.tokens[at + 1 : at + 2]
    figure = bool(beyond) and (beyond[0].kind in ("number", "code") or beyond[0].low in _FIGURES)
    valued = figure and near[0].low in ("to", "at", "as")
    return valued or bool(near and near[0].low == "too")


_FIGURES = classes()["numbers"] | {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}


def _wrong(story: Story, act: Act) -> str:
    """ "pulled the wrong cable"; of a wrong value it is the field that tells more."""
    filled = act.verb in complements()["setting"] or act.verb in complements()["filling"]
    if act.thing and act.spot and filled and act.thing.head in nouns()["values"]:
        story.thing = act.spot
        return "field"
    return "wrong-plain" if act.verb in ("be", "have", "give", "make", "get") else "wrong"


def _plain(act: Act, name: str) -> str:
    if act.place.startswith("with ") and act.thing and name in ("release", "approve"):
        return "with"
    if not name and act.low.startswith("mis") and len(act.verb) > 6 and act.low.endswith("ed"):
        return "misdone"
    if not name and act.verb in complements()["faint"] and not (act.particle or act.place or act.without):
        return by_head(act.thing, "view")  # "took the torque by feel": the verb alone tells nothing of the step
    return name or ("run" if act.verb in complements()["running"] else "act")


def _passed(act: Act) -> str:
    if act.stated:
        return "overlook"
    waved = act.key in complements()["waved"] or (act.thing is not None and act.thing.head in _PROMPTS)
    other = "passed" if waved or act.verb == "ignore" else "overlook"
    amiss = act.thing is not None and not _AMISS.isdisjoint(act.thing.bare.lower().split())
    checks = "passed" if amiss else "skip"  # "ignored the failing tests": they were there, and were not gone without
    return by_head(act.thing, other, signals="prompt" if waved else "signal", checks=checks)


_AMISS = frozenset({"failing", "failed", "red", "broken", "flaky", "skipped", "open", "pending"})


def _skipped(act: Act) -> str:
    return by_head(act.thing, "skipped-other", signals="skipped-other", procedures="skip", defects="skipped-other")


def _spoilt(act: Act) -> str:
    """ "botched the backfill": of what goes on it is asked what it depends on."""
    head = act.thing.head if act.thing else ""
    return "activity" if head in nouns()["events"] or head in nouns()["activities"] else "trouble"


def _broken(act: Act) -> str:
    return by_head(act.thing, "break", signals="break", checks="break", defects="break")


def _forgotten(act: Act) -> str:
    if act.stated:
        return "view"
    return "overlook" if act.about else "forget"


def _confused(act: Act) -> str:
    return "confuse" if act.thing and act.thing.plural else "misread"


def _left(act: Act) -> str:
    act.state = act.state or act.place
    return "leave" if act.state else ""


def _let(act: Act) -> str:
    if not act.state:
        return ""
    return "renew" if act.state in ("expire", "lapse") else "let"


_CHOICES: dict[str, Callable[[Act], str]] = {
    "pass": _passed, "skip": _skipped, "break": _broken, "forget": _forgotten, "leave": _left, "let": _let,
    "confuse": _confused, "trouble": _spoilt, "breach": lambda act: "follow", "neglect": lambda act: "postpone",
}  # fmt: skip
