"""A thing as the subject: only a passive, or an owner, can hide a person behind it."""

from __future__ import annotations

from postmortems.language.agents import COLLECTIVE, INDIVIDUAL, Actor
from postmortems.language.deed import NONE, Deed
from postmortems.language.excuse import excused
from postmortems.language.individual import STALE, Judgement
from postmortems.language.manner import damage, manner
from postmortems.language.strangers import by_stranger, stranger
from postmortems.language.verdict import Level
from postmortems.language.words import classes

_KNOWN = classes()
_HUMAN_ACTS = classes()["human_duties"]
_MACHINE_ACTS = classes()["machine_acts"]


def thing(deed: Deed) -> Judgement | None:
    """The rule a clause about a thing meets."""
    clause = deed.clause
    if not clause.passive:
        owner = clause.subject.owner if clause.subject else None
        return ("possessed", Level.BLAME) if owner in INDIVIDUAL and damage(deed) and not clause.negated else None
    by = clause.by.actor if clause.by else None
    before = deed.parser.lows[max(0, clause.verb - 2) : clause.verb]
    slip = (
        before == ["without", "being"]
        or bool(deed.kinds & {"slip", "harm", "fail"})
        or manner(deed)
        or _dismissed(deed)
        or damage(deed)
    )
    bad = bool(clause.subject) and _subject_is_bad(deed)
    if by is Actor.THING and clause.by and stranger(deed.parser, clause.by):
        return by_stranger(deed, slip or bad)
    if by in INDIVIDUAL or by in COLLECTIVE:
        return _by_people(deed, slip or bad)
    if by is not None or clause.modal in _KNOWN["impossible"] or clause.modal == "would":
        return None
    return _agentless(deed, bad)


def _agentless(deed: Deed, bad: bool) -> Judgement | None:
    clause = deed.clause
    if clause.negated:
        owed = clause.lemma in _HUMAN_ACTS or deed.said & _KNOWN["with_care"]
        return ("agentless", Level.COACH) if owed and not excused(deed) else None
    if not {"A", "M"}.intersection(deed.parser.codes[max(0, clause.verb - 5) : clause.verb]):
        return ("agentless", Level.COACH) if bad else None  # "wrong command typed"
    if not _PAST.intersection(deed.parser.lows[max(0, clause.verb - 5) : clause.verb]):
        return None  # "is ignored", "will be skipped": what software does by rule
    human = bool(deed.kinds & {"slip"}) or bool(deed.said & _KNOWN["manner"]) or bad
    human = human or (
        bool({"mistake", "accident", "oversight"}.intersection(deed.words[:6])) and "by" in deed.words[:6]
    )
    human = human or clause.lemma in ("rush", "misjudge") or (clause.lemma == "leave" and damage(deed))
    human = human or (clause.lemma in ("click", "wave", "close", "approve") and bool(deed.said & {"simply", "just"}))
    human = human or _dismissed(deed) or _wrong_hands(deed)
    return ("agentless", Level.COACH) if human and not excused(deed) else None


_PAST = frozenset({"was", "were", "been", "got", "being"})


def _wrong_hands(deed: Deed) -> bool:
    """ "pumped into the wrong tank", "the wrong patient was taken": a slip, with nobody named."""
    wrong = "wrong" in deed.tail[:5] or "wrong" in deed.subject
    return wrong and not any(lemma in _MACHINE_ACTS for lemma in deed.lemmas)


def _by_people(deed: Deed, slip: bool) -> Judgement | None:
    """ "was skipped by Kim", "was deleted by the operator"; of a team the same is gently turned."""
    clause = deed.clause
    if clause.modal in ("can", "may") and not clause.perfect:
        return None  # "can be weakened by each customer": what anybody might do
    if clause.negated and (clause.lemma in ("cause", "trigger") or _by_any(deed)):
        return None  # "was not caused by any individual": the cause is looked for elsewhere
    held = slip or clause.negated or "wrong" in deed.subject
    if clause.by and clause.by.actor in COLLECTIVE:
        return ("collective", Level.COACH) if (held or _undone(deed)) and not excused(deed) else None
    if held and excused(deed):
        return ("agent", Level.COACH) if slip else None
    level = Level.BLAME if held or _then_neglected(deed) else _undone(deed)
    return ("agent", level) if level else None


def _by_any(deed: Deed) -> bool:
    by = deed.clause.by
    return by is not None and deed.parser.lows[by.start] in ("any", "anyone", "anybody")


def _undone(deed: Deed) -> Level | None:
    """ "was deleted by Mirela": a purpose or a reason softens it; clearing up what is stale is plain work."""
    clause = deed.clause
    lows = frozenset(deed.subject) or NONE
    muted = clause.lemma in _KNOWN["undoing"] and lows & _KNOWN["precious"]
    if clause.negated or clause.modal or lows & STALE or not (muted or clause.lemma in _KNOWN["destroying"]):
        return None
    if excused(deed):
        return None
    plain = deed.parser.codes[clause.verb - 1] in ("A", "V") and not {"to", "after"} & set(deed.words)
    return Level.BLAME if plain else Level.COACH


def _dismissed(deed: Deed) -> bool:
    return deed.clause.lemma in ("dismiss", "disregard", "hurry", "rush") or (
        deed.clause.lemma == "brush" and deed.words[:1] == ["aside"]
    )


def _subject_is_bad(deed: Deed) -> bool:
    lows = deed.subject
    if deed.clause.lemma in ("introduce", "cause", "create") and _KNOWN["defects"].intersection(lows):
        return deed.clause.by is not None
    return bool(_KNOWN["bad"].intersection(lows)) and deed.clause.lemma in _KNOWN["hand_acts"]


def _then_neglected(deed: Deed) -> bool:
    following = deed.parser.clauses[deed.index + 1 : deed.index + 2]
    return any(later.carried and later.negated for later in following)
