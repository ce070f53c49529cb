"""Names that no list holds: more likely somebody than something, by what is said of them."""

from __future__ import annotations

from postmortems.language.agents import unlisted
from postmortems.language.deed import REACH, Deed
from postmortems.language.grammar import Parser
from postmortems.language.manner import unthinking
from postmortems.language.phrases import NounPhrase
from postmortems.language.verdict import Level
from postmortems.language.words import classes

PERSONAL = classes()["personal"]
_ONLY_PEOPLE = classes()["only_people"]


def stranger(parser: Parser, phrase: NounPhrase) -> bool:
    """After "by", one or two capitalised words that no list holds: more likely somebody than something."""
    return unlisted(parser.tokens[phrase.start : phrase.end], parser.people)


def by_stranger(deed: Deed, slip: bool) -> tuple[str, Level] | None:
    """Software takes no second look, so whoever left one out is a person; a bare slip is only asked about."""
    if not slip:
        return None
    words = deed.words
    thinking = any(word == "without" and unthinking(words, k) for k, word in enumerate(words))
    sure = thinking or bool(deed.said & classes()["manner"]) or bool(PERSONAL & deed.parser.words)
    return ("agent", Level.BLAME if sure else Level.COACH)


def may_be_named(deed: Deed) -> bool:
    """Is the subject a name that no list holds?"""
    subject, clause = deed.clause.subject, deed.clause
    if (
        subject is None
        or subject.told
        or subject.owner is not None
        or subject.end - subject.start > 2
        or clause.carried
    ):
        return False
    return unlisted(deed.parser.tokens[subject.start : subject.end], deed.parser.people)


def surely_somebody(deed: Deed) -> bool:
    """Does the unlisted name do what only people do, or is it later "he" or "she"?"""
    after = set(deed.parser.lows[deed.clause.verb + 1 : deed.clause.verb + REACH])
    human = not _ONLY_PEOPLE.isdisjoint(deed.lemmas) or bool(PERSONAL & after)
    return human or bool(deed.said & classes()["manner"]) or not _WILFUL.isdisjoint(deed.tail)


_WILFUL = classes()["wilful_words"]
