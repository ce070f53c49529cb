"""What to ask where the text names no thing: told by the words that the sentence turns on, else by how it is built."""

from __future__ import annotations

from functools import cache

from postmortems.language.agents import Actor
from postmortems.language.lists import complements, word_classes
from postmortems.language.story import Story

_IN_TIME = frozenset({"counterfactual", "duty"})
_LOOKED_FOR = 12  # tokens around a finding that may hold the word it turns on


def alone(story: Story) -> str:
    """The family that asks without naming a thing."""
    if signal := _signal(story):
        return f"{signal}-alone"
    clause = story.clause
    if story.rule in _IN_TIME or (clause and (clause.negated or clause.modal)):
        return "time-alone"
    acted = clause is None or clause.actor is not Actor.THING
    plain = clause is not None and (clause.lemma == "have" or clause.lemma in complements()["linking"])
    return "natural-alone" if acted and not plain else "view-alone"


def _signal(story: Story) -> str:
    """The family of the first word that tells one: inside the finding, behind it, or shortly before."""
    tokens = story.parser.tokens
    behind = range(story.start, min(story.end + _LOOKED_FOR, len(tokens)))
    before = range(max(0, story.start - _LOOKED_FOR), story.start)
    told = ((k, _signals().get(tokens[k].low, "")) for k in (*behind, *before))
    return next((name for k, name in told if name and (name != "compare" or _does(story, k))), "")


def _does(story: Story, k: int) -> bool:
    """ "everyone else managed", "any engineer would": those compared with do something themselves."""
    k += story.parser.tokens[k + 1 : k + 2] != [] and story.parser.lows[k + 1] == "else"
    return story.parser.codes[k + 1 : k + 2] in (["A"], ["M"], [""])


@cache
def _signals() -> dict[str, str]:
    return {word: name for name, words in word_classes("signals.txt").items() for word in words}
