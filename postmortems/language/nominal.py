"""Failings told as nouns and set phrases: "operator error", "Priya's mistake", "lack of care", "on me"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from postmortems.language.agents import INDIVIDUAL, Actor
from postmortems.language.grammar import Parser
from postmortems.language.phrases import NounPhrase
from postmortems.language.polarity import rejected
from postmortems.language.tokens import Token
from postmortems.language.verdict import Level
from postmortems.language.words import classes, lines

Spot = tuple[int, int, str, Level]


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str, Level, str]]]:
    """Set phrases by their first word."""
    found: dict[str, list[tuple[tuple[str, ...], str, Level, str]]] = {}
    for line in lines("phrases.txt"):
        head, _, words = line.partition(":")
        needs, level, rule = head.split()
        phrase = tuple(words.split())
        found.setdefault(phrase[0], []).append((phrase, needs, Level(level), rule))
    return found


def spots(parser: Parser) -> Iterator[Spot]:
    """Yield (start token, end token, rule, level) for what the sentence says in nouns and set phrases."""
    tokens = parser.tokens
    starts = {phrase.start: phrase for phrase in parser.phrases}
    person = any(phrase.actor is Actor.PERSON for phrase in parser.phrases)
    group = any(phrase.actor is Actor.TEAM for phrase in parser.phrases)
    words = _telling_words()
    for i, token in enumerate(tokens):
        if token.low not in words and not token.low.startswith("mis"):
            continue
        for spot in (
            _phrase(tokens, i, person, group),
            _failing(parser, i, starts),
            _shortage(parser, i, starts),
            _judged(parser, i),
        ):
            if spot and not rejected(tokens, spot[0], spot[1]):
                yield spot
        if token.low in _PUNISHING and (spot := _punished(tokens, i, starts)):
            yield spot
    yield from _named_cause(parser, starts)


def telling(low: str) -> bool:
    """Can this word begin or carry a finding told in nouns? Most words cannot, and cost one look-up."""
    return low in _telling_words() or low.startswith("mis")


def may_tell(low: str, said: str) -> bool:
    """Can this word carry a finding in ``said``? A set phrase's first word only where the phrase goes on."""
    if low not in _phrases():
        return telling(low)
    return low in _telling_nouns() or any(" ".join(phrase) in said for phrase, *_ in _phrases()[low])


@cache
def _telling_nouns() -> frozenset[str]:
    named = ("failing_nouns", "person_failings", "shortage", "contempt", "judging", "punishing")
    return frozenset({"lack", "decision"}).union(*(classes()[name] for name in named))


@cache
def _telling_words() -> frozenset[str]:
    return _telling_nouns().union(_phrases())


def _phrase(tokens: list[Token], i: int, person: bool, group: bool) -> Spot | None:
    for words, needs, level, rule in _phrases().get(tokens[i].low, ()):
        if needs != "any" and not (person if needs == "person" else person or group):
            continue
        if all(i + k < len(tokens) and tokens[i + k].low == word for k, word in enumerate(words)):
            return (i, i + len(words), rule, level)
    return None


def _failing(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    tokens, known = parser.tokens, classes()
    low = tokens[i].low
    if low in known["person_failings"]:
        return (i, i + 1, "nominal", Level.BLAME)
    if low == "decision" and _owner(parser, i) in INDIVIDUAL:
        fateful = [token.low for token in tokens[i + 1 : i + 3]]
        unsafe = fateful[:1] == ["not"] or (fateful[:1] == ["to"] and fateful[-1] in _FATEFUL)
        return (max(0, i - 1), i + 3, "nominal", Level.BLAME) if unsafe else None
    slip = low.startswith("mis") and low.endswith(("ing", "ion", "use")) and low not in ("mission", "missing")
    if low not in known["failing_nouns"] and low != "lack" and not slip:
        return None
    if i and low != "lack" and tokens[i - 1].low in known["human_words"] and not _technical(parser, i):
        return (i - 1, i + 1, "nominal", Level.BLAME)
    owner = _owner(parser, i)
    if owner in INDIVIDUAL:
        return (max(0, i - 1), i + 1, "self" if owner is Actor.SELF else "nominal", Level.BLAME)
    return _attributed(tokens, i, starts) if low != "lack" else None


_FATEFUL = classes()["fateful"]


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
            return parser.reader.owner(k, k)
    return None


def _attributed(tokens: list[Token], i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    """ "Mistake by Elif", "failure of the duty engineer", "on the part of the release engineer"."""
    for k in range(i + 1, min(i + 8, len(tokens))):
        if tokens[k].low in (",", ";", ".", "and", "but", "was", "is"):
            return None
        phrase = starts.get(k + 1)
        if tokens[k].low in ("by", "of", "from") and phrase and phrase.actor in (*INDIVIDUAL, Actor.TEAM):
            level = Level.BLAME if phrase.actor in INDIVIDUAL else Level.COACH
            return (i, phrase.end, "nominal", level)
    return None


def _shortage(parser: Parser, i: int, starts: dict[int, NounPhrase]) -> Spot | None:
    known, tokens = classes(), parser.tokens
    if tokens[i].low not in known["shortage"] or (tokens[i].low == "wrong" and i and parser.codes[i - 1] == "D"):
        return None
    k = i + 1
    if k < len(tokens) and tokens[k].low == "of":
        k += 1
    for end in (k, k + 1):
        if end < len(tokens) and tokens[end].low in known["qualities"]:
            whose = _attributed(tokens, end, starts)
            owned = _owner(parser, i) in INDIVIDUAL
            idle = tokens[end].low in known["alert_qualities"]
            blame = owned or (whose is not None and (idle or whose[3] is Level.BLAME))
            return (i, end + 1, "nominal", Level.BLAME) if blame else (i, end + 1, "vague", Level.COACH)
    if _owner(parser, i) in INDIVIDUAL and k < len(tokens) and parser.codes[k] == "":
        return (max(0, i - 1), k + 1, "nominal", Level.BLAME)
    sloppy = (
        tokens[i].low in ("sloppy", "careless") and k < len(tokens) and tokens[k].low not in ("default", "defaults")
    )
    return (i, k + 1, "vague", Level.COACH) if sloppy and tokens[k].kind == "word" else _was_poor(tokens, i)


def _was_poor(tokens: list[Token], i: int) -> Spot | None:
    said = tokens[i].low in ("poor", "bad", "insufficient", "inadequate") and i > 1
    if (
        said
        and tokens[i - 1].low in ("was", "were", "is")
        and classes()["qualities"].intersection(token.low for token in tokens[max(0, i - 6) : i])
    ):
        return (i - 1, i + 1, "vague", Level.COACH)
    return None


_JUDGING = classes()["contempt"] | classes()["judging"]


def _judged(parser: Parser, i: int) -> Spot | None:
    """ "an incompetent vendor", "the careless engineer": a verdict set before a person."""
    if parser.tokens[i].low not in _JUDGING:
        return None
    if owned := _judged_of(parser, i):
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
        if parser.tokens[k].low in classes()["failing_nouns"]:
            return (i, k + 1, "verdict", Level.BLAME)
    return None


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
        if phrase and phrase.actor is Actor.PERSON and (k == i + 1 or tokens[i + 1].low in ("for", "of")):
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


def _named_cause(parser: Parser, starts: dict[int, NounPhrase]) -> Iterator[Spot]:
    """ "the root cause was the network admin ...", "caused by Kim", "as a consequence of Hiroshi being stubborn"."""
    tokens, causes = parser.tokens, classes()["causes"]
    cause = -100
    for i, token in enumerate(tokens):
        if token.low in causes or token.low in ("consequence", "result", "thanks"):
            cause = i
        phrase = starts.get(i + 1)
        last = phrase is not None and phrase.end >= len(tokens) - 1 and token.low in ("are", "is", "was")
        if phrase is None or phrase.actor not in INDIVIDUAL or (i - cause > 4 and not (last and cause >= 0)):
            continue
        said = token.low in ("was", "is", "are", "were", ":") or (token.low in ("by", "to", "of") and i - cause <= 1)
        bare = (
            token.low == ":"
            or phrase.end >= len(tokens)
            or tokens[phrase.end].low.endswith("ing")
            or token.low in ("by",)
        )
        bare = bare or tokens[phrase.end].low in (".", ",", ";")
        if said and bare and not rejected(tokens, i, i + 1) and not _says_more(parser, phrase, token.low):
            yield (max(cause, 0), phrase.end, "cause", Level.BLAME)


def _says_more(parser: Parser, phrase: NounPhrase, mark: str) -> bool:
    """After a colon the clause itself is judged, unless it is only the person's name."""
    return mark == ":" and any(clause.subject is phrase for clause in parser.clauses)
