"""What a person is called: careless, asleep, too proud, an amateur; and what a person is said not to be."""

from __future__ import annotations

from postmortems.language.deed import NONE, Deed
from postmortems.language.words import classes

_KNOWN = classes()
_SEEMING = classes()["seeming"]
_BETWEEN = _KNOWN["adverbs"] | _KNOWN["small"] | _KNOWN["be_forms"] | _KNOWN["degrees"]
_TOO = classes()["too_much"]
_PASSING = classes()["passing_states"]


def verdict_words(deed: Deed) -> frozenset[str]:
    """Judging words in a "was ..." clause, with nothing between that makes them about a thing."""
    if deed.clause.lemma not in _SEEMING and not deed.clause.passive:
        return NONE
    verb = deed.parser.lows[deed.clause.verb]
    found = {verb, *deed.clause.adverbs} & _KNOWN["verdicts"]
    words = deed.words or deed.tail[:1]
    if (deed.clause.adverbs[-1:] == ["too"] and not _TOO.isdisjoint([verb, *words[:1]])) or _far_from_good(deed, words):
        return frozenset({"too", *words[:1]})
    for k, word in enumerate(words[:7]):
        if word in _KNOWN["verdicts"] or (word in _KNOWN["verdict_nouns"] and k):
            return frozenset(found | {word})
        if word in _TOO and k and words[k - 1] == "too":
            return frozenset(found | {word})
        if word not in _BETWEEN and not word.endswith("ly"):
            break
    if (deed.clause.modal == "could" or deed.parser.lows[0] == "how") and "blind" in words[:2]:
        return frozenset({"blind"})
    return frozenset(found)


def _far_from_good(deed: Deed, words: list[str]) -> bool:
    """ "less than thorough", "anything but careful", "none too patient": a quality told as missing."""
    said = [*deed.clause.adverbs[-1:], *words[:4]]
    for k, word in enumerate(said):
        if word in _KNOWN["good"]:
            return tuple(said[max(0, k - 2) : k]) in _SHORT_OF or tuple(said[max(0, k - 1) : k]) in _SHORT_OF
    return False


_SHORT_OF = frozenset(
    {("less", "than"), ("far", "from"), ("anything", "but"), ("none", "too"), ("nowhere", "near"), ("hardly",)}
)


def passing(words: frozenset[str]) -> bool:
    """Are these states anybody can be in, which a condition explains ("asleep", "distracted")?"""
    return bool(words) and words <= _PASSING


def not_good(deed: Deed) -> bool:
    """ "was not careful", "simply was not ready", "not the most attentive"."""
    for word in deed.words[:6]:
        if word in _KNOWN["good"]:
            return True
        if word not in _BETWEEN and word != "enough" and not word.endswith("ly"):
            return False
    return False
