"""What was told to somebody or done about them: "had been told twice", "is found to have breached", "was fired"."""

from __future__ import annotations

from postmortems.language.deed import NONE, Deed
from postmortems.language.excuse import excused
from postmortems.language.speech import verb_of
from postmortems.language.verdict import Level
from postmortems.language.words import classes, verb_classes

Judgement = tuple[str, Level]
_KNOWN = classes()
_FOUND = _KNOWN["finding_verbs"]
_PUNISHED = frozenset(
    {"dismiss", "fire", "reprimand", "discipline", "sanction", "demote", "retrain", "sack", "caution"}
)
_ASKED = frozenset({"tell", "ask", "instruct", "remind", "warn", "train", "teach", "order"})


def told(deed: Deed) -> Judgement | None:
    """A polite way to say that it was somebody's own doing, or a punishment told as a fact."""
    clause = deed.clause
    skill = deed.parser.lows[clause.verb]
    if clause.negated and (clause.lemma == "trust" or skill in _KNOWN["good"]):
        return ("verdict", Level.BLAME)
    if clause.lemma in _FOUND and (found := _found(deed)):
        return found
    if clause.lemma in _PUNISHED and not clause.negated and not clause.modal and _surely_human(deed):
        return ("punitive", Level.BLAME)
    if not (_supposed(deed) or _asked_in_vain(deed) or _warned(deed)) or excused(deed):
        return None
    return ("duty", Level.BLAME)


def _supposed(deed: Deed) -> bool:
    """ "was supposed to check", "was not allowed to merge"."""
    if deed.clause.lemma not in ("suppose", "mean", "allow", "permit") or deed.words[:1] != ["to"]:
        return False
    verb = verb_of("".join(deed.words[1:2]))
    watched = verb is not None and "watch" in verb_classes().get(verb[0], NONE)
    return deed.clause.lemma in ("suppose", "mean") and (deed.clause.negated or watched)


def _asked_in_vain(deed: Deed) -> bool:
    """ "was told to check the clause and did not"."""
    following = deed.parser.clauses[deed.index + 1 : deed.index + 2]
    return deed.clause.lemma in _ASKED and any(later.carried and later.negated for later in following)


def _warned(deed: Deed) -> bool:
    """ "had been told twice", "had been warned"."""
    clause = deed.clause
    warned = clause.lemma in ("tell", "warn", "remind", "instruct", "caution", "brief") and not clause.negated
    hinted = deed.said & _KNOWN["hints"] or ("than" in deed.words and "once" in deed.said)
    taught = clause.lemma in _TEACHING and clause.perfect and not clause.negated and deed.said & _OVER_AND_OVER
    heeded = clause.lemma in ("warn", "remind", "caution") and clause.perfect and "that" not in deed.words[:2]
    return bool(taught) or (warned and (bool(hinted) or heeded))


_TEACHING = frozenset({"show", "teach", "train", "explain"})
_OVER_AND_OVER = frozenset({"twice", "repeatedly", "times", "specifically", "explicitly"})


def _surely_human(deed: Deed) -> bool:
    """No word that software and customers share ("user", "client", "agent")."""
    return not (_KNOWN["ambiguous_roles"] & set(deed.subject[-1:]))


def _found(deed: Deed) -> Judgement | None:
    words = deed.tail
    skip = 2 if words[:2] == ["to", "have"] else 1 if words[:1] == ["to"] else 0
    verb = verb_of(words[skip]) if skip < len(words) else None
    if deed.clause.lemma == "catch" and verb and "ing" in verb[1]:
        return ("failing", Level.BLAME)
    bad = verb is not None and skip and {"fail", "harm", "strong", "slip"} & verb_classes().get(verb[0], NONE)
    return ("failing", Level.BLAME) if bad and not deed.clause.negated else None
