"""Whose failing it is: "Priya's mistake", "mistake by Elif", "failure of the duty engineer"."""

from __future__ import annotations

from postmortems.language.agents import INDIVIDUAL, Actor, unlisted
from postmortems.language.grammar import Parser
from postmortems.language.phrases import NounPhrase
from postmortems.language.tokens import Token
from postmortems.language.verdict import Level
from postmortems.language.words import classes

Spot = tuple[int, int, str, Level]
HUMAN_ONLY = classes()["human_slips"]


def owner_of(parser: Parser, i: int) -> Actor | None:
    """Who owns the noun at token ``i``, by a possessive at most three words before it."""
    for k in range(i - 1, max(-1, i - 4), -1):
        if parser.codes[k] in ("P", "A", "C", "."):
            return None
        low = parser.lows[k]
        if parser.tokens[k].possessive or low in ("his", "her", "my", "your"):
            return Actor.PERSON if low in _HANDS else parser.reader.owner(k, k)
    return None


def stranger(parser: Parser, k: int) -> bool:
    """Is token ``k`` a possessive name that no list holds?"""
    return parser.tokens[k].capital and unlisted([parser.tokens[k]], parser.people, owning=True)


def attributed(tokens: list[Token], i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    """ "Mistake by Elif", "failure of the duty engineer", "on the part of the release engineer"."""
    for k in range(i + 1, min(i + 8, len(tokens))):
        if tokens[k].low in (",", ";", ".", "and", "but", "was", "is"):
            return None
        phrase = starts.get(k + 1)
        if (
            tokens[k].low in _WHOSE
            and not (tokens[k].low == "from" and tokens[i].low in _FLAWS)
            and phrase
            and (phrase.actor in (*INDIVIDUAL, Actor.TEAM) or _human_all_the_same(tokens, i, phrase))
        ):
            single = phrase.actor is Actor.THING or phrase.actor in INDIVIDUAL or tokens[phrase.end - 1].low in _HANDS
            return (i, phrase.end, "nominal", Level.BLAME if single else Level.COACH)
    return None


def _human_all_the_same(tokens: list[Token], i: int, phrase: NounPhrase) -> bool:
    """ "Lapse of attention by the controller": only people have those, whatever else bears the name."""
    return tokens[i].low in HUMAN_ONLY and tokens[phrase.end - 1].low in classes()["roles"]


_FLAWS = frozenset({"error", "errors", "failure", "failures", "fault", "faults"})
_WHOSE = frozenset({"by", "of", "from", "among"})
_HANDS = classes()["plural_roles"] - classes()["teams"] - {
    "users",
    "customers",
    "clients",
    "vendors",
    "suppliers",
    "engineers",
} | {"personnel", "crew", "staff"}
