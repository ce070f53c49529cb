"""Negation, rejection of blame, and conditions: what turns a failing word into an honest sentence."""

from __future__ import annotations

from bisect import bisect_right

from postmortems.language.tokens import Token
from postmortems.language.words import classes

_REJECTING = frozenset(
    {"neither", "nor", "no", "not", "never", "nobody", "isn't", "wasn't", "without", "than", "instead"}
    | classes()["sheltering"]
)
_DENYING = frozenset({"not", "isn't", "wasn't", "never", "doesn't", "neither", "cannot", "n't"})
_GENERAL = classes()["general_verbs"]
_LINKS = classes()["be_forms"] | classes()["do_forms"] | classes()["modals"] | _GENERAL
_CHEAP = frozenset({"cheap", "easy", "tempting", "unfair", "wrong", "simplistic", "lazy", "premature"})
_METAL = frozenset({"label", "term", "phrase", "word", "words", "labels", "calling"})


def rejected(tokens: list[Token], start: int, end: int, *, idiom: bool = False) -> bool:
    """Is the failing named at tokens[start:end] denied ("was not careless", "human error is not a root cause")?"""
    before = [token.low for token in tokens[max(0, start - 5) : start]]
    if "call" in before and not _CHEAP.isdisjoint(before):
        return True  # "it would be cheap to call this carelessness"
    for word in reversed(before):
        if word in (",", ";", ":", "but", "if", "when", "because", "since", "while"):
            break
        if word == "without" and "would" in {token.low for token in tokens[end : end + 12]}:
            return False  # "without Tim's mistake nothing would have happened"
        if word in _REJECTING or word in _METAL:
            return "only" not in before and before[-3:-1] != ["been", "for"] and before[-2:] != ["been", "for"]
    return _told_away(tokens, end, idiom)


def _told_away(tokens: list[Token], end: int, idiom: bool) -> bool:
    """ "human error is a symptom", "explains nothing", "will happen": what follows turns it down."""
    after = [token.low for token in tokens[end : end + 6] if token.low not in _QUOTES][:5]
    quoted = idiom and end < len(tokens) and tokens[end].low in _QUOTES
    if after[:1] == [] or after[0] not in (_GENERAL if quoted else _LINKS):
        return False
    if after[0] in ("explains", "explain", "says", "tells", "hides", "hide"):
        return bool({"nothing", "little", "no", "what", "the"}.intersection(after[1:3]))
    if after[0] in ("can", "could", "will", "may", "might") or after[0].startswith(("happen", "occur")):
        return "have" not in after[1:2]
    if classes()["symptoms"].intersection(after[1:4]) and "not" not in after:
        return True
    return bool(_DENYING.intersection(after[:3])) and not {"only", "just"}.intersection(after)


_QUOTES = frozenset('"“”)')


REJECTIONS = classes()["rejections"]


def blame_refused(tokens: list[Token]) -> bool:
    """Does the sentence speak of blaming in order to turn it down ("it would be easy to blame ...")?"""
    lows = {token.low for token in tokens[:60]}
    return bool(lows & REJECTIONS) and bool(lows & {"easy", "tempting", "not", "nobody", "unfair", "wrong", "never"})


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
