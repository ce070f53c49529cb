"""How heavily a sentence puts the cause in a person, by two measures that were learnt and not written.

By its traits (traits.py), with weights learnt from the labelled sentences in ``tests/language`` (learn.py), and by its
words in their order (network.py). Both are log-odds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from postmortems.language.grammar import Parser
from postmortems.language.network import leans
from postmortems.language.reframe import Met
from postmortems.language.sentence import Sentence
from postmortems.language.traits import parts_of, spelt, traits, words_of
from postmortems.language.words import lines

SCALE = 4.0  # of the traits' sum, by which it was learnt (learn.py)


Ruled = tuple[Parser, list[Met]]  # a sentence, and where it met the rules


def weigh(ruled: Sequence[Ruled]) -> list[float]:
    """How heavily each of these parsed sentences puts the cause in a person: log-odds of traits and words, added."""
    words = [words_of(sentence) for sentence, _ in ruled]
    orders = leans([(said, parts_of(sentence)) for said, (sentence, _) in zip(words, ruled, strict=True)])
    return [
        score(traits(sentence, said) | heard(met), set(said)) + order
        for said, order, (sentence, met) in zip(words, orders, ruled, strict=True)
    ]


def tinge(sentence: Sentence) -> float:
    """What its words weigh, each alone: little work, to tell the sentences that are worth weighing as a whole."""
    return sum([_of_word(word)[0] for word in set(words_of(sentence))])


def heard(met: list[Met]) -> set[str]:
    """What the rules said of the sentence, as traits."""
    found = {f"!{rule}" for _, rule, _ in met}
    return found | {f"!{max(level for _, _, level in met)}"} if met else found


def score(shown: set[str], words: set[str]) -> float:
    """The sum of what is known of the traits, evened out by their number: long sentences show more of everything."""
    known = weights()
    found = [known[trait] for trait in shown if trait in known]
    total, count = sum(found), len(found)
    for word in words:
        weight, parts = _of_word(word)
        total += weight
        count += parts
    return known[""] + (total * SCALE / count**0.5 if count else 0.0)


@lru_cache(maxsize=16384)
def _of_word(word: str) -> tuple[float, int]:
    """What a word weighs, and how many of its traits are known."""
    known = weights()
    found = [known[trait] for trait in spelt(word) if trait in known]
    return sum(found), len(found)


@cache
def weights() -> dict[str, float]:
    """The weight of each trait, in hundredths in the data file; the empty trait is where the scale begins."""
    rows = (line.split("\t") for line in lines("weights.txt"))
    return {trait: int(hundredths) / 100 for hundredths, trait in rows}
