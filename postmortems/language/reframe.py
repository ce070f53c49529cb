"""What a finding says: why, a question, and a system sentence to start from, built from the words of the text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from postmortems.language.agents import Actor
from postmortems.language.grammar import Clause, Parser
from postmortems.language.phrases import NounPhrase
from postmortems.language.rules import BY_ID
from postmortems.language.verdict import Finding, Level
from postmortems.language.words import classes


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a finding stands: tokens [start:end] of a sentence, and its clause when there is one."""

    parser: Parser
    start: int
    end: int
    clause: Clause | None


def say(text: str, frame: Frame, rule_id: str, level: Level) -> Finding:
    """Build the finding for one place of the text."""
    tokens, end = frame.parser.tokens, frame.end
    while end > frame.start + 1 and (tokens[end - 1].kind == "punct" or frame.parser.codes[end - 1] in ("D", "P", "C")):
        end -= 1
    start, stop = tokens[frame.start].start, max(tokens[end - 1].end, tokens[frame.start].end)
    thing = _thing(text, frame)
    rule = BY_ID[rule_id]
    if tokens[frame.start].quoted:  # somebody else's words, marked as such: shown, never refused
        level = min(level, Level.COACH)
    question = rule.question
    if "{object}" in question:
        question = question.format(object=thing) if thing else "What would have brought it into view at that moment?"
    words = " ".join(text[start:stop].replace("*", "").split())
    why = rule.why.replace("{words}", words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + " …")
    return Finding(start, stop, rule_id, level, why, question, _suggestion(frame, thing, rule_id))


def _thing(text: str, frame: Frame) -> str | None:
    """The first technical noun phrase after the verb, else in the sentence, in the author's own words."""
    after = frame.clause.verb if frame.clause else frame.start
    phrases = frame.parser.phrases
    here = bisect_right(phrases, after, key=lambda phrase: phrase.start)
    for phrase in phrases[here : here + 8] + phrases[max(0, here - 4) : here]:
        if usable := _usable(frame.parser, phrase):
            first, last = frame.parser.tokens[usable[0]], frame.parser.tokens[usable[1] - 1]
            words = " ".join(text[first.start : last.end].split())
            if usable[0] == 0 and words[1:2].islower():
                words = words[0].lower() + words[1:]
            return f"the {words}"
    return None


def _usable(parser: Parser, phrase: NounPhrase) -> tuple[int, int] | None:
    start, known = phrase.start, classes()
    while start < phrase.end and (
        parser.codes[start] == "D" or parser.tokens[start].low in known["bad"] | known["contempt"] | _EMPTY
    ):
        start += 1
    words = parser.tokens[start : phrase.end]
    if phrase.actor is not Actor.THING or not words or phrase.owner in (Actor.PERSON, Actor.TEAM) or len(words) > 5:
        return None
    if words[-1].low in known["care"] | known["verdicts"] | _STATES or words[0].low in _EDGES:
        return None
    plain = all(token.kind in ("word", "code") and not token.possessive for token in words)
    if not plain or words[-1].low in known["failing_nouns"] | known["person_failings"] | _EMPTY | known["qualities"]:
        return None
    told = parser.codes[phrase.start] == "D" or len(words) > 1 or words[0].kind == "code"
    infinitive = phrase.start > 0 and parser.tokens[phrase.start - 1].low == "to" and parser.codes[phrase.start] != "D"
    if not told or infinitive or words[0].low in known["shortage"]:
        return None
    if len(words) == 1 and (
        words[0].low.endswith(("ing", "ly", "ed")) or len(words[0].low) < 3 or words[0].low in _VERBAL
    ):
        return None
    return start, phrase.end


_EMPTY = classes()["empty_nouns"]
_STATES = classes()["states"]
_EDGES = classes()["loose_starts"]
_VERBAL = classes()["bare_verbs"]


def _suggestion(frame: Frame, thing: str | None, rule_id: str) -> str | None:
    """A start with a gap. It keeps to what the text names and says nothing that nobody checked."""
    if thing is None:
        return None
    last = thing.rsplit(" ", 1)[-1].strip("`")
    plural = last.endswith("s") and not last.endswith(("ss", "us", "is", "ops", "dns"))
    state = f"With {thing} as {'they were' if plural else 'it was'},"
    return f"{state} nothing showed ___" if rule_id in _UNSEEN else f"{state} this could happen because ___"


_UNSEEN = frozenset({"duty", "collective", "failing", "counterfactual", "mind", "self", "assumed"})
