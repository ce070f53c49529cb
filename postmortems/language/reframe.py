"""What a finding says: why, a question, and a system sentence to start from, built from the words of the text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from postmortems.language.clauses import Clause
from postmortems.language.frames import families
from postmortems.language.grammar import Parser
from postmortems.language.rules import BY_ID
from postmortems.language.speech import verb_of
from postmortems.language.starts import Opening, opening
from postmortems.language.verdict import Finding, Level
from postmortems.language.words import classes

_LONGEST = 60  # characters of the text that a reason repeats


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a finding stands: tokens [start:end] of a sentence, and its clause when there is one."""

    parser: Parser
    start: int
    end: int
    clause: Clause | None


Met = tuple[Frame, str, Level]  # where a sentence met which rule, and how heavy it is


def say(text: str, frame: Frame, rule_id: str, level: Level) -> Finding:
    """Build the finding for one place of the text."""
    start, stop = span(frame, frame.end)
    opened = opening(text, frame.parser, frame.clause, (frame.start, frame.end), rule_id)
    rule = BY_ID[rule_id]
    why = rule.why.format(words=_telling(text, frame), again=_again(opened))
    question = rule.question if opened.plain and "{" not in rule.question else opened.question
    first = next(iter(opened.starts), None)
    return Finding(start, stop, rule_id, level, why, question, first, opened.starts)


def heard(frame: Frame, level: Level) -> Level:
    """How heavily a place is held: somebody else's words, marked as such, are shown and never refused."""
    return min(level, Level.COACH) if frame.parser.tokens[frame.start].quoted else level


def plainer(finding: Finding) -> Finding:
    """The finding with a question that names nothing, where all that named a thing was held back."""
    return replace(finding, question=families()["view-alone"].question.words, suggestions=())


def span(frame: Frame, end: int) -> tuple[int, int]:
    """Character offsets of the frame up to token ``end``, without the small words that dangle."""
    tokens = frame.parser.tokens
    while end > frame.start + 1 and (
        tokens[end - 1].kind == "punct" or frame.parser.codes[end - 1] in ("D", "P", "C", "S")
    ):
        end -= 1
    return tokens[frame.start].start, max(tokens[end - 1].end, tokens[frame.start].end)


def _telling(text: str, frame: Frame) -> str:
    """The shortest span that tells: "Priya forgot to check", "Luis merged the branch without waiting"."""
    start, stop = span(frame, _told(frame) if frame.clause else frame.end)
    words = " ".join(text[start:stop].replace("*", "").split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _told(frame: Frame) -> int:
    """Where the telling words of a clause end: an inner verb, the manner, else the object."""
    parser, verb = frame.parser, frame.clause.verb if frame.clause else frame.start
    lows = parser.lows[verb + 1 : frame.end]
    near = next(iter(parser.phrases_from(verb, 2)), None)
    if near and frame.clause and frame.clause.lemma == "lack":
        return near.end
    if frame.clause and frame.clause.lemma in ("need", "have") and (owed := _owed(parser, verb)):
        return owed
    if (frame.clause and frame.clause.lemma in ("be", "have", "need")) or not lows:
        return frame.end
    if lows[0] == "to" and verb_of("".join(lows[1:2])):
        return verb + 3
    if manner := next((k for k, low in enumerate(lows) if low in _HOW), None):
        return min(verb + 1 + manner + 4, frame.end)
    return near.end if near and near.end - near.start <= 5 else frame.end


def _owed(parser: Parser, verb: int) -> int | None:
    """Where "needs to be more careful" ends."""
    owed = (k for k in range(verb + 1, min(verb + 7, len(parser.tokens))) if parser.lows[k] in _CARE)
    return next((k + 1 for k in owed), None)


_CARE = classes()["care"] | classes()["lessons"] | {"think", "learn"}
_HOW = classes()["manner"] | {"without", "by", "too", "anyway", "regardless", "instead"}
_NOUNS = classes()["noun_verbs"]


def _again(opened: Opening) -> str:
    """What meets the same screen: "push" where the text tells of pushing, else a person."""
    return opened.again if opened.again in _NOUNS else "person"
