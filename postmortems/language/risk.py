"""Could a suggested sentence be held against its reader? Told cheaply by the words that came from the text."""

from __future__ import annotations

from functools import cache

from postmortems.language.agents import ROLE_WORDS, People
from postmortems.language.frames import families
from postmortems.language.lists import nouns
from postmortems.language.words import GIVEN_NAMES, WORD_NAMES, classes, verb_classes, verb_forms

_TELLING = (
    "failing_nouns", "person_failings", "verdicts", "contempt", "judging", "care", "bad", "manner", "qualities",
    "shortage", "insults", "ironic", "praise", "causes", "human_words", "punishing", "lessons", "teach", "rubbish",
)  # fmt: skip
_KINDS = frozenset({"fail", "harm", "slip", "strong", "punish", "stubborn", "mind"})


def plain(said: str, people: People) -> bool:
    """Are the words in which ``said`` differs from our own frames neither of people nor of failing?"""
    own = {word.strip(".,:;`\"'").lower() for word in said.split()} - _frame_words()
    if " wrong " in said or " not " in said:
        return False
    return own.isdisjoint(_risky()) and own.isdisjoint(people.persons) and all(map(_one_word, own))


def _one_word(word: str) -> bool:
    """Hyphens, handles, possessives and "mis-..." are read in full."""
    return word.isalpha() and word.isascii() and not word.startswith("mis")


@cache
def _frame_words() -> frozenset[str]:
    said = (t.words for family in families().values() for group in family.starts for t in group)
    return frozenset(word.strip(".,:;").lower() for words in said for word in words.split() if word[:1] not in "{<")


@cache
def _risky() -> frozenset[str]:
    told = {form for form, (lemma, _) in verb_forms().items() if _KINDS & verb_classes().get(lemma, frozenset())}
    named = GIVEN_NAMES | WORD_NAMES | ROLE_WORDS | nouns()["machines"]
    return frozenset(told | named).union(*(classes().get(name, frozenset()) for name in _TELLING))
