"""Could a suggested sentence be held against its reader? Told cheaply by the words that came from the text."""

from __future__ import annotations

from functools import cache, lru_cache

from postmortems.language.agents import ROLE_WORDS, People
from postmortems.language.frames import families
from postmortems.language.lists import nouns
from postmortems.language.setphrases import turned_on
from postmortems.language.trades import Count, trade
from postmortems.language.words import GIVEN_NAMES, PRODUCT_NAMES, WORD_NAMES, classes, verb_classes, verb_forms

_TELLING = (
    "failing_nouns", "person_failings", "verdicts", "contempt", "judging", "care", "bad", "manner", "qualities",
    "shortage", "insults", "ironic", "praise", "causes", "human_words", "punishing", "lessons", "teach", "rubbish",
)  # fmt: skip
_PASSING = frozenset({"wave", "nod"})  # "waved through" is held against whoever did it
_KINDS = frozenset({"fail", "harm", "slip", "strong", "punish", "stubborn", "mind"})


def plain(said: str, people: People) -> bool:
    """Are the words in which ``said`` differs from our own frames neither of people nor of failing?"""
    if " wrong " in said or " not " in said:
        return False
    words = said.split()
    if words[0].endswith("ing") and _bare(words[0]) not in _frame_words():
        return False  # "Fiddling with the macros": an act of the text stands at the head
    if people.persons and not people.persons.isdisjoint({_bare(word) for word in words} - _frame_words()):
        return False
    if True in map(_may_tell, words) and True in [told in said for told in _OF_SOMEBODY]:
        return False
    return False not in map(_harmless, words)


_OF_SOMEBODY = (" one ", " who", " slip ")  # in our own frames, which beside some words of the text may weigh too much


@lru_cache(maxsize=16384)
def _may_tell(word: str) -> bool:
    """A word of the text that could be a name or a trade, or that a set phrase turns on ("the weak link")."""
    low = _bare(word)
    named = word[:1].isupper() and low not in PRODUCT_NAMES
    return low not in _frame_words() and (named or trade(low) is not Count.NOBODY or low in turned_on())


@lru_cache(maxsize=16384)
def _harmless(word: str) -> bool:
    """A word of our own frames, or one that names nobody and no failing; what is joined or odd is read in full."""
    low = _bare(word)
    if low in _frame_words():
        return True
    return low not in _risky() and low.isalpha() and low.isascii() and not low.startswith("mis")


def _bare(word: str) -> str:
    return word.strip(".,:;`\"'").lower()


@cache
def _frame_words() -> frozenset[str]:
    said = (t.words for family in families().values() for group in family.starts for t in group)
    return frozenset(word.strip(".,:;").lower() for words in said for word in words.split() if word[:1] not in "{<")


@cache
def _risky() -> frozenset[str]:
    risky = {lemma for lemma, of in verb_classes().items() if _KINDS & of} | _PASSING
    turned = turned_on()
    told = {form for form, (lemma, _) in verb_forms().items() if lemma in risky or lemma in turned}
    named = GIVEN_NAMES | WORD_NAMES | ROLE_WORDS | nouns()["machines"]
    return frozenset(told | named | turned).union(*(classes().get(name, frozenset()) for name in _TELLING))
