"""The things a text names, in its own words: what a question asks about and a suggestion starts from."""

from __future__ import annotations

from bisect import bisect_right

from postmortems.language.agents import Actor
from postmortems.language.grammar import Parser
from postmortems.language.phrases import NounPhrase
from postmortems.language.speech import verb_of
from postmortems.language.tokens import Token
from postmortems.language.words import classes


def thing_after(text: str, parser: Parser, after: int) -> str | None:
    """The first technical noun phrase after token ``after``, else in the sentence, as "the ..."."""
    phrases = parser.phrases
    here = bisect_right(phrases, after, key=lambda phrase: phrase.start)
    nearest = phrases[here : here + 8] + phrases[max(0, here - 4) : here]
    return next((said for phrase in nearest if (said := named(text, parser, phrase))), None)


def thing_at(text: str, parser: Parser, start: int) -> str | None:
    """The thing whose phrase begins at token ``start``: the object of a verb that stands just before it."""
    phrase = next(iter(parser.phrases_from(start - 1, 1)), None)
    return named(text, parser, phrase, wrong=True) if phrase else None


def named(text: str, parser: Parser, phrase: NounPhrase, wrong: bool = False) -> str | None:
    """The phrase as "the ...", with its "of ...", or None when it is no thing to build on."""
    usable = _usable(parser, phrase, wrong)
    if usable is None:
        return None
    first, last = parser.tokens[usable[0]], parser.tokens[_with_of(parser, usable[1]) - 1]
    words = " ".join(text[first.start : last.end].split())
    if usable[0] == 0 and words[1:2].islower():
        words = words[0].lower() + words[1:]
    return f"the {words}"


def _with_of(parser: Parser, end: int) -> int:
    """Where "the order of the migrations" ends, when what stands after "of" is short and a thing itself."""
    if end >= len(parser.tokens) or parser.tokens[end].low != "of":
        return end
    phrase = next(iter(parser.phrases_from(end, 1)), None)
    short = phrase is not None and phrase.end - phrase.start <= 3 and _usable(parser, phrase) is not None
    return phrase.end if phrase and short else end


def is_plural(thing: str) -> bool:
    """Does "the ..." take "are"? Told by the last letters of its head, before any "of"."""
    last = thing.split(" of ")[0].rsplit(" ", 1)[-1].strip("`").lower()
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "ops", "dns", "sms", "gps", "os", "ics"))


def _usable(parser: Parser, phrase: NounPhrase, wrong: bool = False) -> tuple[int, int] | None:
    """Tokens [start:end] of the phrase without article and verdict, when they name a thing to build on."""
    start, end = _trimmed(parser, phrase, wrong)
    words = parser.tokens[start:end]
    if phrase.actor is not Actor.THING or not words or phrase.owner in (Actor.PERSON, Actor.TEAM) or len(words) > 5:
        return None
    plain = all(token.kind in ("word", "code") and not token.possessive for token in words)
    if not plain or words[-1].low in _NO_THING or words[0].low in _NO_START or any(map(_acts, words[1:])):
        return None
    told = parser.codes[phrase.start] == "D" or len(words) > 1 or words[0].kind == "code"
    infinitive = phrase.start > 0 and parser.tokens[phrase.start - 1].low == "to" and parser.codes[phrase.start] != "D"
    return None if infinitive or not told or (len(words) == 1 and _bare(words[0].low)) else (start, end)


def _trimmed(parser: Parser, phrase: NounPhrase, wrong: bool) -> tuple[int, int]:
    tokens, start, end = parser.tokens, phrase.start, phrase.end
    while start < end and (parser.codes[start] == "D" or tokens[start].low in _DROPPED):
        if wrong and tokens[start].low == "wrong":
            break
        start += 1
    while end > start and tokens[end - 1].low in _LOOSE_ENDS:
        end -= 1
    return start, end


def _acts(token: Token) -> bool:
    """Is this a verb that slipped into the phrase ("the modems bought")?"""
    verb = verb_of(token.low)
    return (
        verb is not None
        and token.low not in _ING_NOUNS
        and (verb[1] == _ING or (verb[1] <= _PAST and not token.low.endswith(("ed", "en"))))
    )


def _bare(low: str) -> bool:
    """One word that may be no noun at all."""
    return (low.endswith(("ing", "ly", "ed")) and low not in _ING_NOUNS) or len(low) < 3 or low in _VERBAL


_KNOWN = classes()
_EMPTY, _VERBAL, _ING_NOUNS = _KNOWN["empty_nouns"], _KNOWN["bare_verbs"], _KNOWN["ing_nouns"]
_DROPPED = _KNOWN["bad"] | _KNOWN["contempt"] | _EMPTY | _KNOWN["numbers"]
_LOOSE_ENDS = _KNOWN["states"] | _KNOWN["loose_ends"]
_NO_START = _KNOWN["loose_starts"] | _KNOWN["shortage"] - {"wrong"}
_NO_THING = (
    _EMPTY
    | _KNOWN["care"]
    | _KNOWN["verdicts"]
    | _KNOWN["failing_nouns"]
    | _KNOWN["person_failings"]
    | _KNOWN["qualities"]
)
_ING, _PAST = frozenset({"ing"}), frozenset({"past", "part"})
