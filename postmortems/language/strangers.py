"""Names that no list holds: more likely somebody than something, by what is said of them."""

from __future__ import annotations

from postmortems.language.grammar import Parser
from postmortems.language.phrases import NounPhrase
from postmortems.language.scene import REACH, Scene, unthinking
from postmortems.language.verdict import Level
from postmortems.language.words import PRODUCT_NAMES, classes

PERSONAL = classes()["personal"]
_ONLY_PEOPLE = classes()["only_people"]


def stranger(parser: Parser, phrase: NounPhrase) -> bool:
    """After "by", one or two capitalised words that no list holds: more likely somebody than something."""
    words = parser.tokens[phrase.start : phrase.end]
    software = PRODUCT_NAMES | parser.people.products | classes()["software"]
    return len(words) <= 2 and all(
        w.capital and w.kind == "word" and not w.camel and not w.possessive and w.low not in software for w in words
    )


def by_stranger(scene: Scene, slip: bool) -> tuple[str, Level] | None:
    """Software takes no second look, so whoever left one out is a person; a bare slip is only asked about."""
    if not slip:
        return None
    words = scene.words
    thinking = any(word == "without" and unthinking(words, k) for k, word in enumerate(words))
    sure = thinking or bool(scene.said & classes()["manner"]) or bool(PERSONAL & scene.parser.words)
    return ("agent", Level.BLAME if sure else Level.COACH)


def may_be_named(scene: Scene) -> bool:
    """A name no list holds: a lone capitalised subject that does what only people do, or is later "he" or "she"."""
    subject, clause = scene.clause.subject, scene.clause
    if subject is None or subject.owner is not None or subject.end - subject.start > 2 or clause.carried:
        return False
    tokens = scene.parser.tokens[subject.start : subject.end]
    if not all(token.capital and token.kind == "word" and not token.possessive for token in tokens):
        return False
    known = any(token.low in PRODUCT_NAMES | scene.parser.people.products for token in tokens)
    after = {token.low for token in scene.parser.tokens[clause.verb + 1 : clause.verb + REACH]}
    return not known and (clause.lemma in _ONLY_PEOPLE or bool(PERSONAL & after))
