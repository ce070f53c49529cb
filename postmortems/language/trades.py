"""People by a trade that only the language knows: by how the word is built, or by WordNet ("the verger", "toolsmiths").

Pure.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from postmortems.language.tokens import Token
from postmortems.language.words import classes, listed, verb_forms


class Count(IntEnum):
    """How many people a word stands for."""

    NOBODY = 0
    ONE = 1
    SEVERAL = 2


_TELLING = frozenset({"the", "a", "an", "our", "his", "her", "their", "your", "my", "this", "that", "some", "one"})
_TRADES = (
    "man",
    "woman",
    "smith",
    "wright",
    "keeper",
    "maker",
    "mate",
    "monger",
    "herd",
    "master",
    "mistress",
    "ician",
)
# "Ultimate", "estimate" and words like them.
_NO_TRADES = (
    "timate",
    "climate",
    "webmaster",
    "zookeeper",
    "talisman",
    "matchmaker",
    "animate",
    "pacemaker",
    "podman",
    "german",
    "norman",
)
_ALSO_MACHINES = ("er", "or", "ant", "ent")


def told_by_trade(tokens: list[Token], start: int, head: int, sentence_words: frozenset[str]) -> Count:
    """ "the verger", "our toolsmiths", "Lock keeper": somebody by a trade that only the language knows, told with an
    article or, as in a headline, at the very beginning.
    """
    word, first = tokens[head], tokens[start]
    told = head > start and (first.low in _TELLING or any(token.possessive for token in tokens[start:head]))
    begins = start == 0 and (head > 0 or (word.low.endswith(_TRADES) and not word.camel))
    if not (told or begins) or (word.capital and head > 0) or not (number := trade(word.low)):
        return Count.NOBODY
    human = word.low.endswith(_TRADES) or not word.low.endswith(_ALSO_MACHINES)
    return number if human or _human_here(tokens, head, sentence_words) else Count.NOBODY


def _human_here(tokens: list[Token], head: int, sentence_words: frozenset[str]) -> bool:
    """Does the sentence tell that a doer in -er or -or is no machine: by a trade, a pronoun, or what only people do?"""
    known = classes()
    if sentence_words & known["machine_context"]:
        return False
    acts = (verb[0] for token in tokens[head + 1 : head + 5] if (verb := verb_forms().get(token.low)))
    told = any(not known[name].isdisjoint(sentence_words) for name in ("trade_context", "personal", "manner"))
    return told or any(act in known["only_people"] or act in known["hands"] for act in acts)


@lru_cache(maxsize=8192)
def trade(low: str) -> Count:
    """What a word means that is built like a trade, or that the language has for people: one, several or none."""
    for form, number in ((low, Count.ONE), *((single, Count.SEVERAL) for single in _singulars(low))):
        built = form.endswith(_TRADES) and len(form) > 5 and not form.endswith(_NO_TRADES)
        if form in listed("kinds.txt")["persons"] or built:
            return number
    return Count.NOBODY


def _singulars(low: str) -> tuple[str, ...]:
    if low.endswith("men"):
        return (low[:-3] + "man",)
    return (low[:-1],) if low.endswith("s") and not low.endswith("ss") else ()
