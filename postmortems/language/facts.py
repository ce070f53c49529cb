"""What a text says of things alone: what was so, at which moment, and the work that was judged."""

from __future__ import annotations

from postmortems.language.agents import ROLE_WORDS, Actor
from postmortems.language.grammar import Parser
from postmortems.language.heads import strange
from postmortems.language.lists import nouns
from postmortems.language.nouns import Thing
from postmortems.language.story import Story
from postmortems.language.words import classes

_FAULTED = classes()["shortage"] | classes()["shortcoming"] | classes()["judging"] | classes()["manner"]
_LONG = 4  # words of an activity
_KNOWING = frozenset({"know", "see", "notice", "realise", "realize", "spot", "understand", "recognise", "recognize"})
_FORGETTING = frozenset({"forget", "overlook", "miss", "ignore"})
_FACT = 14  # words that a fact may have to be said again in one breath
_ENDING = frozenset('.,;:!?()"') | {"–", "—", "-", "..."}
_MOMENTS = frozenset({"when", "after"})


def fact(story: Story) -> str:
    """ "the flag was global" in "should have known that the flag was global": what was so, told of things alone."""
    act, parser = story.act, story.parser
    if act is None or not (act.undone or act.verb in _FORGETTING) or act.verb not in _FORGETTING | _KNOWING:
        return ""
    first = act.at + 1
    if parser.lows[first : first + 1] != ["that"]:
        return ""
    told = next(iter(parser.clauses_from(first, 8)), None)
    subject = told.subject if told else None
    if told is None or subject is None or subject.actor is not Actor.THING or subject.start != first + 1:
        return ""
    stop = _end_of_fact(parser, told.verb + 1, first + _FACT)
    closed = stop >= len(parser.tokens) or parser.codes[stop] != "" or parser.tokens[stop].kind == "punct"
    unreal = told.modal or told.negated or not closed
    if unreal or _somebody(story, first + 1, stop):
        return ""
    return story.text[parser.tokens[first + 1].start : parser.tokens[stop - 1].end]


def then(story: Story) -> str:
    """ "when the error rate passed 5%": the moment at which something was called for, told of things alone."""
    if story.act is None:
        return ""
    parser = story.parser
    told = next((c for c in parser.clauses_from(story.act.at, 10) if c.opener in _MOMENTS), None)
    subject = told.subject if told else None
    if told is None or subject is None or told.actor is not Actor.THING or told.modal:
        return ""
    opens = next((k for k in range(told.verb, story.act.at, -1) if parser.lows[k] in _MOMENTS), 0)
    stop = _end_of_fact(parser, told.verb + 1, opens + _FACT)
    if not opens or opens + 1 != subject.start or _somebody(story, opens, stop):
        return ""
    return story.text[parser.tokens[opens].start : parser.tokens[stop - 1].end]


def _somebody(story: Story, first: int, stop: int) -> bool:
    """Is anybody named between these tokens, or perhaps named?"""
    parser = story.parser
    for token in parser.tokens[first:stop]:
        acronym = story.text[token.start : token.end].isupper()
        if token.low in ROLE_WORDS or (strange(token, first + 1) and not acronym):
            return True
    return any(first <= p.start < stop and p.actor is not Actor.THING for p in parser.phrases)


def _end_of_fact(parser: Parser, k: int, stop: int) -> int:
    """Where what is told of a thing ends: at a conjunction or at a stop, though not at the sign of "5%"."""
    tokens, codes = parser.tokens, parser.codes
    while k < len(tokens) and k < stop and codes[k] not in ("C", "S") and tokens[k].low not in _ENDING:
        k += 1
    return k


def activity(story: Story) -> Thing | None:
    """ "the landing flare" in "the pilot's improper landing flare": what was judged is something people do."""
    tokens, codes = story.parser.tokens, story.parser.codes
    for k in range(story.start, min(story.end + 1, len(tokens) - 1)):
        if tokens[k].low not in _FAULTED:
            continue
        stop = k + 1
        while stop < len(tokens) and codes[stop] == "" and tokens[stop].kind == "word" and stop <= k + _LONG:
            stop += 1
        if stop > k + 1 and tokens[stop - 1].low in nouns()["activities"]:
            words = story.text[tokens[k + 1].start : tokens[stop - 1].end]
            return Thing(words, tokens[stop - 1].low, "the", False, k + 1, stop)
    return None
