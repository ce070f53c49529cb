"""Negation, rejection of blame, and conditions: what turns a failing word into an honest sentence."""

from __future__ import annotations

from bisect import bisect_right

from postmortems.language.agents import Actor
from postmortems.language.clauses import Clause
from postmortems.language.tokens import Token
from postmortems.language.words import classes

_REJECTING = frozenset(
    {"neither", "nor", "no", "not", "never", "nobody", "isn't", "wasn't", "without", "than", "instead"}
)
_DENYING = frozenset({"not", "isn't", "wasn't", "never", "doesn't", "neither", "cannot", "n't"})
_EXPLAINING = frozenset({"because", "since", "as", "so", "while", "although", "though"})
_METAL = frozenset({"label", "term", "phrase", "word", "words", "labels", "calling"})


def rejected(tokens: list[Token], start: int, end: int) -> bool:
    """Is the failing named at tokens[start:end] denied ("was not careless", "human error is not a root cause")?"""
    before = [token.low for token in tokens[max(0, start - 5) : start]]
    for word in reversed(before):
        if word in (",", ";", ":", "but"):
            break
        if word in _REJECTING or word in _METAL:
            return "only" not in before
    after = [token.low for token in tokens[end : end + 3]]
    return bool(_DENYING.intersection(after)) and not {"only", "just"}.intersection(
        t.low for t in tokens[end : end + 5]
    )


def blame_refused(tokens: list[Token]) -> bool:
    """Does the sentence speak of blaming in order to turn it down ("it would be easy to blame ...")?"""
    lows = {token.low for token in tokens[:60]}
    return bool(lows & classes()["rejections"]) and bool(
        lows & {"easy", "tempting", "not", "nobody", "unfair", "wrong", "never"}
    )


def explained(clauses: list[Clause], index: int) -> bool:
    """Does a clause about a thing explain this act ("... because the lamp shows the command")?

    "True, but" conceding clauses stand before the act and explain nothing; a reason that is again about a person
    ("because he was impatient") explains nothing either.
    """
    if clauses[index].opener in _EXPLAINING and clauses[index].opener in ("because", "since"):
        return False
    for later in clauses[index + 1 : index + 4]:
        unwritten = later.actor is Actor.NOBODY and later.opener == "because"
        if (later.actor is not Actor.THING and not unwritten) or later.carried or later.complement:
            continue
        if later.opener in ("because", "since", "as") or later.opener == "":
            return later.opener != "" or _is_state(later)
    return False


def _is_state(clause: Clause) -> bool:
    """A present or past-perfect condition set beside the act ("... and the dry run does not evaluate triggers")."""
    return clause.subject is not None and (clause.negated or clause.perfect) and not clause.modal


def allowed_spans(text: str, phrases: frozenset[str]) -> list[tuple[int, int]]:
    """Where the organisation's allowed phrases stand in the text, in order, overlapping ones joined."""
    found: list[tuple[int, int]] = []
    low = text.lower()
    if len(low) != len(text):
        low = text
    for phrase in sorted(phrases):
        at = low.find(phrase.lower()) if phrase.strip() else -1
        while at >= 0:
            found.append((at, at + len(phrase)))
            at = low.find(phrase.lower(), at + len(phrase))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Does text[start:end] meet one of the spans?"""
    before = bisect_right(spans, (end - 1, end)) - 1 if spans else -1
    return before >= 0 and spans[before][1] > start
