"""What a sentence shows of itself, for the second opinion: its shape, its words, and what its clauses say of whom.

Names and things are left out, so that a trait learnt about a nurse is also one of a network engineer.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise

from postmortems.language.agents import Actor
from postmortems.language.clauses import Clause
from postmortems.language.phrases import NounPhrase
from postmortems.language.sentence import Sentence
from postmortems.language.speech import verb_of
from postmortems.language.words import classes, verb_classes

HUMAN = frozenset({Actor.PERSON, Actor.SELF})
_NAMES = {actor: f"<{actor.value}>" for actor in Actor} | {Actor.THEY: "<team>"}
_FORMS = ("past", "part", "ing", "s", "base")
_LIGHT = frozenset({"be", "have", "do", "get", "make", "take", "give", "let", "go", "keep", "leave", "need"})
_SPELLING = frozenset({"general", "common"})  # these classes hold forms and tell nothing of the act
_REACH = 11  # words after a verb that are still said of its subject
_TONES = (
    "verdicts", "contempt", "care", "bad", "failing_nouns", "person_failings", "qualities", "shortage", "insults",
    "praise", "clever", "lacking", "rubbish", "heedless", "nerves", "good", "pure_qualities", "motives", "ill",
    "feelings", "haste", "leisure", "loads", "hasty_degrees", "defects", "seeing", "memory", "skills",
    "person_qualities", "impossible", "late", "crude", "scolding", "states", "perceiving", "wilful_words", "degrees",
)  # fmt: skip


def about_people(sentence: Sentence) -> bool:
    """Is somebody in it, named, by role, as a pronoun or as an owner? A "you" is whoever reads."""
    for phrase in sentence.phrases:
        if (phrase.actor in HUMAN or phrase.owner in HUMAN) and somebody(sentence, phrase):
            return True
    return False


def somebody(sentence: Sentence, phrase: NounPhrase) -> bool:
    """Does the phrase name one person, or something of theirs?"""
    told = phrase.actor in HUMAN or phrase.owner in HUMAN
    return told and sentence.tokens[phrase.start].low not in _READERS and not _comes_next(sentence, phrase)


def _comes_next(sentence: Sentence, phrase: NounPhrase) -> bool:
    """ "whoever comes next" is nobody yet."""
    words = [token.low for token in sentence.tokens[phrase.start : phrase.start + 3]]
    return words == ["whoever", "comes", "next"]


_READERS = frozenset({"you", "your"})


def traits(sentence: Sentence, words: list[str]) -> set[str]:
    """Every trait of one parsed sentence but those of its single words (``spelt``)."""
    found = {f"{one} {two}" for one, two in pairwise(["^", *words, "$"])}
    found.add("about" if about_people(sentence) else "nobody")
    shape = ["^", *_shape(sentence), "$"]
    found.update([f"_{part}" for part in shape])
    found.update([f"_{one} {two}" for one, two in pairwise(shape)])
    for clause in sentence.clauses:
        found.update(said_of(clause, words))
    return found


@lru_cache(maxsize=16384)
def spelt(word: str) -> tuple[str, ...]:
    """What one word shows, wherever it stands: itself, its tones, and how it is built."""
    found = [word, *(f"[{tone}]" for tone in _tones().get(word, ()))]
    if word.isalpha() and len(word) > 2:
        whole = f"^{word}$"
        found += (f"~{whole[:5]}", f"~{whole[-4:]}")  # "^over", "ful$"
    return tuple(found)


@cache
def _tones() -> dict[str, list[str]]:
    gathered: dict[str, list[str]] = {}
    for tone in _TONES:
        for word in classes()[tone]:
            gathered.setdefault(word, []).append(tone)
    return gathered


@cache
def _kinds(lemma: str) -> tuple[str, ...]:
    return tuple(sorted(verb_classes().get(lemma, frozenset()) - _SPELLING))


def words_of(sentence: Sentence) -> list[str]:
    """The words as they stand, without numbers and the names of persons; whose something is keeps its ending."""
    words = ["#" if token.kind == "number" else token.low for token in sentence.tokens]
    for phrase in sentence.phrases:
        if phrase.actor is Actor.PERSON:
            for k in range(phrase.start, phrase.end):
                words[k] = "<person>" if sentence.tokens[k].capital else words[k]
        if phrase.owner in _OWNING:
            for k in _owning(sentence, phrase):
                named = phrase.owner is Actor.PERSON and sentence.tokens[k].capital
                words[k] = ("<person>" if named else words[k]) + "'s" * sentence.tokens[k].possessive
    return words


def _owning(sentence: Sentence, phrase: NounPhrase) -> range:
    """The place of "Chen Wei's" in "Chen Wei's merge"; of nothing where a word like "his" stands for it."""
    end = next((k for k in range(phrase.start, phrase.end) if sentence.tokens[k].possessive), None)
    if end is None:
        return range(0)
    start = end
    while start > phrase.start and sentence.tokens[start].capital and sentence.tokens[start - 1].capital:
        start -= 1
    return range(start, end + 1)


_OWNING = frozenset({Actor.PERSON, Actor.SELF, Actor.TEAM, Actor.THEY})


def parts_of(sentence: Sentence) -> list[int]:
    """What each word plays, as the network knows it: within a phrase that names somebody or something, whose something
    is, or the verb of what somebody, something or others do or do not do.
    """
    parts = [0] * len(sentence.tokens)
    for phrase in sentence.phrases:
        parts[phrase.start : phrase.end] = [_NAMED[phrase.actor]] * (phrase.end - phrase.start)
        if phrase.owner in _OWNING:
            for k in _owning(sentence, phrase):
                parts[k] = _OWNER if phrase.owner in HUMAN else _OWNER + 1
    for clause in sentence.clauses:
        kind = 0 if clause.actor in HUMAN else 1 if clause.actor is Actor.THING else 2
        parts[clause.verb] = _VERB + kind * 2 + clause.negated
    return parts


_NAMED = {actor: number for number, actor in enumerate(Actor, start=1)}
_VERB = len(_NAMED) + 1
_OWNER = _VERB + 6


def _shape(sentence: Sentence) -> list[str]:
    """Who, what kind of act and the small words between, in their order."""
    heads = {phrase.end - 1: phrase for phrase in sentence.phrases}
    inside = {k for phrase in sentence.phrases for k in range(phrase.start, phrase.end)}
    verbs = {clause.verb: clause.lemma for clause in sentence.clauses}
    shape: list[str] = []
    for k, token in enumerate(sentence.tokens):
        if k in verbs:
            shape.append(_act(token.low, verbs[k]))
        elif k in heads:
            shape.extend(_named(sentence, heads[k]))
        elif k not in inside:
            shape.append(token.low if sentence.codes[k] else _act(token.low, None))
    return [part for before, part in pairwise(["", *shape]) if part != before or part[0] != "<"]


@lru_cache(maxsize=16384)
def _act(low: str, lemma: str | None) -> str:
    known = verb_of(low)
    if lemma is None and known is None:
        return "<thing>"
    lemma = lemma or (known[0] if known else low)
    form = next((form for form in _FORMS if known and form in known[1]), "")
    return f"{'+'.join(_kinds(lemma)) or (lemma if lemma in _LIGHT else 'act')}.{form}"


def _named(sentence: Sentence, phrase: NounPhrase) -> list[str]:
    owner = [_NAMES[phrase.owner] + "'s"] if phrase.owner and phrase.owner is not Actor.THING else []
    tones, known = [], _tones()
    for low in sentence.lows[phrase.start : phrase.end]:
        if low in known:
            tones += [f"[{tone}]" for tone in known[low]]
    return [*owner, *tones, _NAMES[phrase.actor]]


def said_of(clause: Clause, words: list[str]) -> set[str]:
    """What one clause says of whom: the verb and its kinds, negated or not, and the words that follow."""
    who = _NAMES[clause.actor]
    how = f"{who}{' not' * clause.negated}{' passive' * clause.passive} {clause.modal}".strip()
    found = {how, f"{how}: {clause.lemma}", f"{who} after {clause.opener}"}
    found.update([f"{how}: [{kind}]" for kind in _kinds(clause.lemma)])
    if clause.by and clause.by.actor in HUMAN:
        found.update(("by", f"by: {clause.lemma}"))
    if clause.actor is not Actor.THING:
        said = words[clause.verb + 1 : min(clause.end, clause.verb + 1 + _REACH)]
        denied = who + " not" * clause.negated
        found.update([f"{denied} .. {word}" for word in (*said, *clause.adverbs)])
        tones = _tones()
        found.update([f"{denied} .. [{tone}]" for word in said if word in tones for tone in tones[word]])
    return found
