"""What a person is called: careless, asleep, too proud, an amateur; and what a person is said not to be."""

from __future__ import annotations

from postmortems.language.deed import NONE, Deed
from postmortems.language.words import classes

_KNOWN = classes()
_SEEMING = frozenset(
    {"be", "become", "seem", "get", "look", "remain", "appear", "sound", "act", "stay", "feel", "grow"}
)
_BETWEEN = (
    _KNOWN["adverbs"]
    | _KNOWN["small"]
    | _KNOWN["be_forms"]
    | frozenset(["bit", "little", "rather", "totally", "completely", "utterly", "absolutely", "extremely", "incredibly", "either", "perhaps", "maybe", "fairly"])
    | frozenset(["being", "yet", "not", "far", "way", "too", "more", "most", "less", "just", "plain", "downright", "complete", "total", "real", "to", "here", "again", "of", "course"])
)  # fmt: skip
_TOO = frozenset(
    ["quick", "slow", "eager", "confident", "trusting", "hasty", "junior", "inexperienced", "proud", "lazy", "stubborn", "optimistic", "relaxed", "casual", "comfortable", "sure", "certain", "greedy", "impatient", "green", "sloppy", "careless", "fast", "cocky", "vain", "cheap", "clever", "smart", "cool", "generous", "timid", "shy"]
)  # fmt: skip
_PASSING = frozenset(
    ["asleep", "sleeping", "dozing", "distracted", "preoccupied", "unprepared", "inexperienced", "unqualified", "unskilled", "slow", "drowsy", "sleepy", "tardy", "late", "unready", "untrained", "disorganised", "disorganized", "overconfident", "underqualified", "idle", "mistaken", "misguided", "hurried"]
)  # fmt: skip


def verdict_words(deed: Deed) -> frozenset[str]:
    """Judging words in a "was ..." clause, with nothing between that makes them about a thing."""
    if deed.clause.lemma not in _SEEMING and not deed.clause.passive:
        return NONE
    verb = deed.parser.tokens[deed.clause.verb].low
    found = {verb, *deed.clause.adverbs} & _KNOWN["verdicts"]
    words = deed.words or deed.tail[:1]
    for k, word in enumerate(words[:7]):
        if word in _KNOWN["verdicts"] or (word in _KNOWN["verdict_nouns"] and k):
            return frozenset(found | {word})
        if word in _TOO and k and words[k - 1] == "too":
            return frozenset(found | {word})
        if word not in _BETWEEN and not word.endswith("ly"):
            break
    if (deed.clause.modal == "could" or deed.parser.tokens[0].low == "how") and "blind" in words[:2]:
        return frozenset({"blind"})
    return frozenset(found)


def passing(words: frozenset[str]) -> bool:
    """Are these states anybody can be in, which a condition explains ("asleep", "distracted")?"""
    return bool(words) and words <= _PASSING


def not_good(deed: Deed) -> bool:
    """ "was not careful", "simply was not ready", "not the most attentive"."""
    for word in deed.words[:6]:
        if word in _KNOWN["good"]:
            return True
        if word not in _BETWEEN and not word.endswith("ly"):
            return False
    return False
