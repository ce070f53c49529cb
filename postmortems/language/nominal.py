"""Failings told as nouns and set phrases: "operator error", "Priya's mistake", "lack of care", "on me"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from postmortems.language.agents import INDIVIDUAL, Actor
from postmortems.language.causes import named_causes
from postmortems.language.grammar import Parser
from postmortems.language.judged import PUNISHING, judged, punished
from postmortems.language.phrases import NounPhrase
from postmortems.language.polarity import rejected
from postmortems.language.setphrases import SetPhrases
from postmortems.language.shortage import shortage, shortcoming
from postmortems.language.verdict import Level
from postmortems.language.whose import HUMAN_ONLY, Spot, attributed, owner_of, stranger
from postmortems.language.words import classes
from postmortems.language.work import ill_done

_SHORTCOMING = classes()["shortcoming"]
_ENOUGH = frozenset({"more", "better", "proper", "due", "enough", "basic", "minimal", "greater"})


def spots(parser: Parser) -> Iterator[Spot]:
    """Yield (start token, end token, rule, level) for what the sentence says in nouns and set phrases."""
    tokens, lows = parser.tokens, parser.lows
    starts = {phrase.start: phrase for phrase in parser.phrases}
    phrases, nouns = SetPhrases(parser, starts), _telling_nouns()
    begun = phrases.beginning
    for i in [i for i, low in enumerate(lows) if low in nouns or i in begun or low[:3] == "mis"]:
        found = [phrases.at(i)] if i in begun else []
        if lows[i] in nouns or lows[i][:3] == "mis":
            found += _of_noun(parser, i, starts)
        for spot in found:
            if spot and not rejected(tokens, spot[0], spot[1], idiom=spot[2] in ("sarcasm", "contempt")):
                yield spot
        if lows[i] in PUNISHING and (spot := punished(tokens, i, starts)):
            yield spot
    yield from named_causes(parser, starts)


def _of_noun(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> list[Spot | None]:
    low = parser.lows[i]
    short = shortcoming(parser, i, starts) if low in _SHORTCOMING or low in _ENOUGH else None
    return [_failing(parser, i, starts), shortage(parser, i, starts), short, judged(parser, i), ill_done(parser, i)]


@cache
def _telling_nouns() -> frozenset[str]:
    named = (
        "failing_nouns",
        "person_failings",
        "shortage",
        "shortcoming",
        "contempt",
        "judging",
        "punishing",
        "acts",
        "owned_failings",
        "ill_done",
    )
    return _ENOUGH | {"lack"}.union(*(classes()[name] for name in named))


def _failing(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    tokens, known = parser.tokens, classes()
    low = tokens[i].low
    if low in known["person_failings"]:
        return (i, i + 1, "nominal", Level.BLAME)
    if low in known["owned_failings"] and low != "lack" and owner_of(parser, i) in INDIVIDUAL:
        return (max(0, i - 1), i + 1, "nominal", Level.BLAME)
    if low in known["acts"] and owner_of(parser, i) in INDIVIDUAL and (spot := _fateful(parser, i)):
        return spot
    slip = low.startswith("mis") and low.endswith(("ing", "ion", "use")) and low not in ("mission", "missing")
    if low not in known["failing_nouns"] and low != "lack" and not slip:
        return None
    core = low in known["core_failings"] or slip
    if i and core and tokens[i - 1].low in known["human_words"] and not _technical(parser, i):
        return (i - 1, i + 1, "nominal", Level.BLAME)
    owner = Actor.PERSON if low in HUMAN_ONLY and i and stranger(parser, i - 1) else owner_of(parser, i)
    if owner in INDIVIDUAL:
        return (max(0, i - 1), i + 1, "self" if owner is Actor.SELF else "nominal", Level.BLAME)
    return attributed(tokens, i, starts) if low != "lack" else None


def _fateful(parser: Parser, i: int) -> Spot | None:
    """ "His decision to continue", "the pilot's attempt of ..., which resulted in": an act told as the cause."""
    words = parser.lows[i + 1 : i + 40]
    unsafe = words[:1] == ["not"] or (words[:1] == ["to"] and words[1:2] != [] and words[1] in _FATEFUL)
    before = set(parser.lows[max(0, i - 12) : i])
    caused = _OUTCOMES.intersection(words) or before & {"contributing", "contributed", "cause", "due", "because"}
    denied = {"not", "didn't", "neither", "no"}.intersection(words[:8]) and not unsafe
    if unsafe or (caused and not denied):
        return (max(0, i - 1), i + 1, "nominal", Level.BLAME)
    level = Level.COACH if parser.lows[i] in classes()["workaday"] else Level.BLAME
    return (max(0, i - 1), i + 1, "nominal", level) if i < 6 and words and _stands_alone(parser, i) else None


def _stands_alone(parser: Parser, i: int) -> bool:
    """ "The pilot's loss of directional control during landing.": a whole sentence that is only a noun."""
    first = parser.clauses[:1]
    return not first or (
        first[0].verb > i and not (first[0].subject and first[0].subject.start <= i < first[0].subject.end)
    )


_FATEFUL = classes()["fateful"]
_OUTCOMES = frozenset({"resulted", "resulting", "results", "led", "leading", "caused", "causing"})


def _technical(parser: Parser, i: int) -> bool:
    tokens, known = parser.tokens, classes()
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following and (following.kind == "number" or following.low in known["technical_followers"]):
        return True
    if i > 1 and tokens[i - 2].low in known["tech_modifiers"]:
        return True
    word = tokens[i - 1].low
    return word in ("driver", "operator", "user", "developer") and (
        tokens[i].low in ("failure", "failures", "errors") or bool(parser.words & known["machine_context"])
    )
