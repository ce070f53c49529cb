"""What nobody has done yet: "if the operator does not answer", "when you merge", "Sven thinks the key is too short"."""

from __future__ import annotations

from postmortems.language.agents import Actor
from postmortems.language.deed import Deed
from postmortems.language.speech import verb_of
from postmortems.language.words import classes

_CONDITIONS = frozenset({"if", "unless", "when", "whenever", "once", "until", "where", "whether", "before", "after"})
_PRESENT = classes()["present_forms"]


_TELLING = frozenset({"obviously", "clearly", "always", "again"})


def supposed(deed: Deed) -> bool:
    """Is the act only imagined, as a rule or an instruction imagines it?"""
    clause = deed.clause
    if clause.lemma in _HOLDING and _holds_of_a_thing(deed):
        return True
    words = set(deed.parser.lows[clause.start : clause.verb + 1])
    had = bool(words & {"had", "'d"})
    if clause.opener in ("if", "unless", "whether") and not had and not clause.modal:
        return not _wishing(deed)
    if clause.opener in _CONDITIONS and _present(deed, words):
        return True
    if clause.carried and deed.index and deed.parser.clauses[deed.index - 1].opener in _CONDITIONS:
        return _present(deed, words)
    telling = clause.negated and not clause.opener and clause.lemma not in ("want", "need")
    return deed.subject == ["you"] and _present(deed, words) and not telling and not words & _TELLING


def _present(deed: Deed, words: set[str]) -> bool:
    if "have" in words and deed.clause.modal in ("would", "could", "should", "might"):
        return False
    if deed.clause.modal or words & _PRESENT:
        return not words & {"had", "did", "didn't", "was", "were"}
    verb = verb_of(deed.parser.lows[deed.clause.verb])
    return verb is not None and bool(verb[1] & {"base", "s"}) and "past" not in verb[1]


def _wishing(deed: Deed) -> bool:
    """ "It would be good if Henrik read the instructions": a wish held against somebody."""
    before = set(deed.parser.lows[max(0, deed.clause.start - 8) : deed.clause.start])
    return "be" in before and bool({"would", "'d"} & before)


def _holds_of_a_thing(deed: Deed) -> bool:
    """ "Sven thinks the timeout is too short": how somebody finds a thing today is no act of theirs."""
    held = deed.parser.clauses[deed.index + 1 : deed.index + 2]
    if deed.clause.negated or deed.parser.lows[deed.clause.verb] not in _HELD or not held:
        return False
    of, after = held[0].subject, deed.parser.lows[held[0].verb : held[0].verb + 4]
    if of is None or of.owner is not None or held[0].actor is not Actor.THING or held[0].lemma != "be":
        return False
    return not _MEASURES.isdisjoint(after) and not _FOR_WHOM.intersection(deed.tail)


_HOLDING = frozenset({"think", "believe", "find", "feel", "say"})
_HELD = frozenset({"think", "thinks", "believe", "believes", "find", "finds", "feel", "feels", "say", "says"})
_MEASURES = classes()["measures"]
_FOR_WHOM = frozenset({"him", "her", "himself", "herself", "others", "them", "people", "beneath"})
