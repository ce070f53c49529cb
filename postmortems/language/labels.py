"""Families told by a judging word: "inattention", "lacked the experience", "poor communication"."""

from __future__ import annotations

from functools import cache

from postmortems.language.fitting import by_head, fitting
from postmortems.language.frames import families
from postmortems.language.lists import nouns
from postmortems.language.nouns import Thing, joined
from postmortems.language.story import Story
from postmortems.language.words import lines

_BEFORE = 8  # tokens before a finding that may hold the word that judges
_WORK = {"signals": "care", "procedures": "care", "checks": "thin", "defects": "care"}
_CAREFUL = frozenset({"careful", "disciplined", "mindful"})


def of_label(story: Story) -> str:
    """The family for the judging word of the finding, or "" when it has none that can be asked about."""
    name, thing = label(story), story.near()
    told_by_word = name == "train" and story.rule != "punitive"  # "a reminder was sent"
    if told_by_word or (name == "test" and thing and thing.head in nouns()["checks"]):
        name = ""
    if name == "watch":
        return _watched(story, thing)
    if name == "comms":
        return _between(story)
    if name == "slip" and thing and not {"typo", "typos"}.isdisjoint(story.lows):
        return "typo"
    if name == "slip" and thing and thing.wrong:
        return "wrong-plain"
    if name == "care" and thing:
        return "careful" if not _CAREFUL.isdisjoint(story.lows) else by_head(thing, "care", **_WORK)
    if name and (name == "slow" or thing is None):
        return f"{name}-alone" if f"{name}-alone" in families() else ""
    return name


def label(story: Story) -> str:
    """The family of the first judging word in the finding, just behind it, or shortly before."""
    tokens = story.parser.tokens
    around = [*range(story.start, min(story.end + 3, len(tokens))), *range(max(0, story.start - _BEFORE), story.start)]
    labels = _labels()
    told = [k for k in around if tokens[k].low in labels]
    return next((labels[tokens[k].low] for k in told if not _before_noun(story, k)), "")


def trains(story: Story) -> bool:
    """Does the finding ask for training?"""
    return any(_labels().get(token.low) == "train" for token in story.parser.tokens[story.start : story.end + 4])


@cache
def _labels() -> dict[str, str]:
    return {word: line.partition(":")[0] for line in lines("labels.txt") for word in line.partition(":")[2].split()}


def _before_noun(story: Story, k: int) -> bool:
    """ "slow queries" are no slowness of people, a "great idea" is no lack of one."""
    if story.parser.lows[k] == "idea":
        return story.parser.lows[k - 1] not in ("no", "any")
    return _labels()[story.parser.lows[k]] == "slow" and story.parser.codes[k + 1 : k + 2] == [""]


def _watched(story: Story, thing: Thing | None) -> str:
    if thing is None:
        return "watch-alone"
    behind = story.parser.lows[story.start : story.end + 3]
    paid = "attention" in behind and "to" in behind
    if thing.head in nouns()["events"] and not paid:
        return "during"
    return by_head(thing, "overlook") if paid else "watch-alone"


def _between(story: Story) -> str:
    """ "between the lab and the ward", "about the freeze": only then is it what the message was about."""
    lows = story.parser.lows[story.start : story.end + 10]
    if not {"about", "on", "around"}.isdisjoint(lows):
        return fitting("comms", story.near())
    if "between" in lows:
        story.thing = _two(story, story.start + lows.index("between") + 1)
        return "comms-between" if story.thing and story.thing.plural else "comms-alone"
    return "comms-alone"


def _two(story: Story, at: int) -> Thing | None:
    things, codes = story.acts.nouns, story.parser.codes
    one = things.at(at, alone=True)
    two = things.at(one.end + 1, alone=True) if one and codes[one.end : one.end + 1] == ["C"] else None
    return joined(one, two) if one and two else one
