"""Failings told as nouns and set phrases: "operator error", "Priya's mistake", "lack of care", "on me"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from postmortems.language.agents import INDIVIDUAL, Actor, unlisted
from postmortems.language.causes import named_causes
from postmortems.language.grammar import Parser
from postmortems.language.phrases import NounPhrase
from postmortems.language.polarity import rejected
from postmortems.language.setphrases import SetPhrases
from postmortems.language.tokens import Token
from postmortems.language.verdict import Level
from postmortems.language.words import classes

Spot = tuple[int, int, str, Level]


_SHORTCOMING = classes()["shortcoming"]


_ENOUGH = frozenset({"more", "better", "proper", "due", "enough", "basic", "minimal", "greater"})


def spots(parser: Parser) -> Iterator[Spot]:
    """Yield (start token, end token, rule, level) for what the sentence says in nouns and set phrases."""
    tokens = parser.tokens
    starts = {phrase.start: phrase for phrase in parser.phrases}
    phrases, nouns = SetPhrases(parser, starts), _telling_nouns()
    for i, token in enumerate(tokens):
        found = (
            [phrases.at(i)]
            if token.low in phrases.known or (phrases.named and (i in starts or token.possessive))
            else []
        )
        if token.low in nouns or token.low.startswith("mis"):
            found += _of_noun(parser, i, starts)
        for spot in found:
            if spot and not rejected(tokens, spot[0], spot[1], idiom=spot[2] in ("sarcasm", "contempt")):
                yield spot
        if token.low in _PUNISHING and (spot := _punished(tokens, i, starts)):
            yield spot
    yield from named_causes(parser, starts)


def _of_noun(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> list[Spot | None]:
    low = parser.tokens[i].low
    short = _shortcoming(parser, i, starts) if low in _SHORTCOMING or low in _ENOUGH else None
    return [_failing(parser, i, starts), _shortage(parser, i, starts), short, _judged(parser, i)]


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
    )
    return _ENOUGH | {"lack"}.union(*(classes()[name] for name in named))


def _failing(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    tokens, known = parser.tokens, classes()
    low = tokens[i].low
    if low in known["person_failings"]:
        return (i, i + 1, "nominal", Level.BLAME)
    if low in known["owned_failings"] and low != "lack" and _owner(parser, i) in INDIVIDUAL:
        return (max(0, i - 1), i + 1, "nominal", Level.BLAME)
    if low in known["acts"] and _owner(parser, i) in INDIVIDUAL and (spot := _fateful(parser, i)):
        return spot
    slip = low.startswith("mis") and low.endswith(("ing", "ion", "use")) and low not in ("mission", "missing")
    if low not in known["failing_nouns"] and low != "lack" and not slip:
        return None
    core = low in known["core_failings"] or slip
    if i and core and tokens[i - 1].low in known["human_words"] and not _technical(parser, i):
        return (i - 1, i + 1, "nominal", Level.BLAME)
    owner = Actor.PERSON if low in _HUMAN_ONLY and i and _stranger(parser, i - 1) else _owner(parser, i)
    if owner in INDIVIDUAL:
        return (max(0, i - 1), i + 1, "self" if owner is Actor.SELF else "nominal", Level.BLAME)
    return _attributed(tokens, i, starts) if low != "lack" else None


def _fateful(parser: Parser, i: int) -> Spot | None:
    """ "His decision to continue", "the pilot's attempt of ..., which resulted in": an act told as the cause."""
    words = [token.low for token in parser.tokens[i + 1 : i + 40]]
    unsafe = words[:1] == ["not"] or (words[:1] == ["to"] and words[1:2] != [] and words[1] in _FATEFUL)
    before = {token.low for token in parser.tokens[max(0, i - 12) : i]}
    caused = _OUTCOMES.intersection(words) or before & {"contributing", "contributed", "cause", "due", "because"}
    denied = {"not", "didn't", "neither", "no"}.intersection(words[:8]) and not unsafe
    if unsafe or (caused and not denied):
        return (max(0, i - 1), i + 1, "nominal", Level.BLAME)
    level = Level.COACH if parser.tokens[i].low in classes()["workaday"] else Level.BLAME
    return (max(0, i - 1), i + 1, "nominal", level) if i < 6 and words and _stands_alone(parser, i) else None


def _stands_alone(parser: Parser, i: int) -> bool:
    """ "The pilot's loss of directional control during landing.": a whole sentence that is only a noun."""
    first = parser.clauses[:1]
    return not first or (
        first[0].verb > i and not (first[0].subject and first[0].subject.start <= i < first[0].subject.end)
    )


_FATEFUL = classes()["fateful"]
_OUTCOMES = frozenset({"resulted", "resulting", "results", "led", "leading", "caused", "causing"})


_HUMAN_ONLY = classes()["human_slips"]


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


def _owner(parser: Parser, i: int) -> Actor | None:
    for k in range(i - 1, max(-1, i - 4), -1):
        if parser.codes[k] in ("P", "A", "C", "."):
            return None
        low = parser.tokens[k].low
        if parser.tokens[k].possessive or low in ("his", "her", "my", "your"):
            return Actor.PERSON if low in _HANDS else parser.reader.owner(k, k)
    return None


def _stranger(parser: Parser, k: int) -> bool:
    return parser.tokens[k].capital and unlisted([parser.tokens[k]], parser.people, owning=True)


def _attributed(tokens: list[Token], i: int, starts: dict[int, NounPhrase]) -> Spot | None:
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
    return tokens[i].low in _HUMAN_ONLY and tokens[phrase.end - 1].low in classes()["roles"]


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


def _shortage(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    known, tokens = classes(), parser.tokens
    if tokens[i].low not in known["shortage"] or (tokens[i].low == "wrong" and i and parser.codes[i - 1] == "D"):
        return None
    k = i + 1
    if k < len(tokens) and tokens[k].low == "of":
        k += 1
    for end in (k, k + 1):
        if end < len(tokens) and tokens[end].low in known["pure_qualities"]:
            whose = _attributed(tokens, end, starts)
            owned = _owner(parser, i) in INDIVIDUAL
            idle = tokens[end].low in known["alert_qualities"]
            blame = owned or (whose is not None and (idle or whose[3] is Level.BLAME))
            return (i, end + 1, "nominal", Level.BLAME) if blame else (i, end + 1, "vague", Level.COACH)
    sloppy = (
        tokens[i].low in ("sloppy", "careless") and k < len(tokens) and tokens[k].low not in ("default", "defaults")
    )
    return (i, k + 1, "vague", Level.COACH) if sloppy and tokens[k].kind == "word" else _was_poor(tokens, i)


def _shortcoming(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    """ "the pilot's delayed flare", "improper supervision by the instructor", "a bit more care from Rashid"."""
    known, tokens = classes(), parser.tokens
    k = i + 2 if [t.low for t in tokens[i + 1 : i + 2]] == ["of"] else i + 1
    if k >= len(tokens) or parser.codes[k] not in ("", "V") or tokens[k].kind != "word":
        return None
    if _owner(parser, i) in INDIVIDUAL and tokens[k].low not in _POSSESSIONS:
        return (max(0, i - 1), k + 1, "nominal", Level.BLAME)
    if i and _stranger(parser, i - 1) and tokens[i].low in ("sloppy", "careless", "hasty", "reckless", "negligent"):
        return (i - 1, k + 1, "nominal", Level.BLAME)
    whose = _attributed(tokens, k, starts)
    by = whose is not None and any(token.low == "by" for token in tokens[k : whose[1]])
    if not by and known["qualities"].isdisjoint(token.low for token in tokens[k : k + 3]):
        return None
    return whose if whose and whose[3] is Level.BLAME else None


_POSSESSIONS = classes()["possessions"]


def _was_poor(tokens: list[Token], i: int) -> Spot | None:
    said = tokens[i].low in ("poor", "bad", "insufficient", "inadequate") and i > 1
    if (
        said
        and tokens[i - 1].low in ("was", "were", "is")
        and classes()["qualities"].intersection(token.low for token in tokens[max(0, i - 10) : i])
    ):
        return (i - 1, i + 1, "vague", Level.COACH)
    return None


_SCOLDING = classes()["scolding"]
_JUDGING = classes()["contempt"] | classes()["judging"]


def _judged(parser: Parser, i: int) -> Spot | None:
    """ "an incompetent vendor", "the careless engineer": a verdict set before a person."""
    if parser.tokens[i].low not in _JUDGING:
        return None
    if owned := _judged_of(parser, i) or _set_apart(parser, i):
        return owned
    around = bisect_right(parser.phrases, i, key=lambda phrase: phrase.start) - 1
    if (
        around >= 0
        and i < parser.phrases[around].end - 1
        and parser.phrases[around].actor in (Actor.PERSON, Actor.TEAM)
    ):
        return (i, parser.phrases[around].end, "verdict", Level.BLAME)
    for k in range(i + 1, min(i + 4, len(parser.tokens))):
        if parser.codes[k] != "":
            return None
        if parser.tokens[k].low in classes()["failing_nouns"] and parser.tokens[i].low in _SCOLDING:
            return (i, k + 1, "verdict", Level.BLAME)
    return None


def _set_apart(parser: Parser, i: int) -> Spot | None:
    """ "The release engineer, impatient as ever, promoted ...": a verdict between commas behind a person."""
    comma = next((k for k in range(i - 1, max(-1, i - 4), -1) if parser.codes[k] != "V"), -1)
    if comma < 1 or parser.tokens[comma].low != ",":
        return None
    whose = next((p for p in reversed(parser.phrases_before(comma, 2)) if p.end == comma), None)
    closed = any(token.low == "," for token in parser.tokens[i + 1 : i + 8])
    return (i, i + 1, "verdict", Level.BLAME) if whose and whose.actor in INDIVIDUAL and closed else None


def _judged_of(parser: Parser, i: int) -> Spot | None:
    """ "It was careless of him", "dumb of me"."""
    tokens = parser.tokens
    if [token.low for token in tokens[i + 1 : i + 2]] != ["of"]:
        return None
    whose = next((p for p in parser.phrases_from(i, 2) if p.start == i + 2 and p.actor in INDIVIDUAL), None)
    if whose is None and tokens[i + 2 : i + 3] and tokens[i + 2].low in ("me", "him", "her"):
        return (i, i + 3, "verdict", Level.BLAME)
    return (i, whose.end, "self" if whose.actor is Actor.SELF else "verdict", Level.BLAME) if whose else None


_PUNISHING = classes()["punishing"]


def _punished(tokens: list[Token], i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    for k in (i + 1, i + 2):
        phrase = starts.get(k)
        if (
            phrase
            and phrase.actor is Actor.PERSON
            and tokens[k].low != "you"
            and (k == i + 1 or tokens[i + 1].low in ("for", "of"))
        ):
            imperative = i == 0 or tokens[i - 1].low in (
                "to",
                "must",
                "should",
                "and",
                "a",
                "formal",
                "recommend",
                ":",
                "-",
            )
            return (i, phrase.end, "punitive", Level.BLAME) if imperative else None
    return None
