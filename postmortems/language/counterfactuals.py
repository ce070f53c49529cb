"""What did not happen, told about people: "should have", "could have", "if only", "needs to be more careful"."""

from __future__ import annotations

from postmortems.language.agents import COLLECTIVE, INDIVIDUAL
from postmortems.language.deed import Deed
from postmortems.language.excuse import excused
from postmortems.language.quality import verdict_words
from postmortems.language.speech import verb_of
from postmortems.language.verdict import Level
from postmortems.language.words import classes

_SHOULD = frozenset({"should", "ought", "shoudl", "shouldn't", "shouldnt"})
_COULD = frozenset({"could", "might", "would"})
_LEARNING = frozenset({"better", "think", "training", "reminded", "learn", "understand"})


def counterfactual(deed: Deed) -> tuple[str, Level] | None:
    """The rule met when the clause holds a person or a group against what could have been."""
    actor = deed.clause.actor
    grouped = actor in COLLECTIVE or actor in INDIVIDUAL
    if not (grouped or deed.clause.modal):
        return None  # what a thing did, and not what it should have done
    level = Level.BLAME if actor in INDIVIDUAL else Level.COACH
    if taught := _to_be_taught(deed):
        return ("punitive", taught)
    if grouped and (again := _sent_to_school(deed)):
        return ("punitive", min(level, again))
    if deed.clause.passive and actor in INDIVIDUAL:
        return None
    return _a_glance(deed) or _wished(deed) or _held_against(deed, grouped, level)


def _held_against(deed: Deed, grouped: bool, level: Level) -> tuple[str, Level] | None:
    if _should(deed) and (grouped or _human_activity(deed)):
        return ("counterfactual", level)
    if grouped and (_unreal(deed) or _could(deed)):
        return ("counterfactual", level)
    if grouped and _owes_care(deed) and not excused(deed):
        hands = bool(deed.subject) and deed.subject[-1] in _HANDS
        return ("duty", Level.BLAME if hands else level)
    return ("punitive", level) if grouped and _owes_lesson(deed) else None


_HANDS = classes()["plural_roles"] - classes()["teams"]


def _unreal(deed: Deed) -> bool:
    clause = deed.clause
    harmful = verdict_words(deed) or {"fail", "harm", "strong"} & deed.kinds or _UNMADE.intersection(deed.lemmas)
    return (
        not (clause.negated and not harmful)
        and not clause.passive
        and (clause.opener == "had" or (clause.opener == "if" and clause.perfect and _had(deed)))
    )


_UNMADE = classes()["destroying"] | classes()["undoing"]


def _had(deed: Deed) -> bool:
    words = deed.parser.tokens[deed.clause.start : deed.clause.verb + 1]
    return any(token.low in ("had", "'d", "hadn't") for token in words)


def _should(deed: Deed) -> bool:
    """Looking back, or asking for care; of one person a plain "should call" is a plan for the next time."""
    clause = deed.clause
    if clause.modal not in _SHOULD and clause.modal != "must":
        return False
    caring = clause.lemma == "be" and bool(classes()["care"].intersection(deed.tail[:4]))
    if clause.modal == "must":
        return caring
    idle = clause.lemma in ("be", "have") or deed.subject[-1:] in (
        ["users"],
        ["customers"],
        ["clients"],
        ["developers"],
    )
    later = clause.actor in COLLECTIVE and not clause.passive and not idle
    given = clause.perfect and clause.lemma in ("receive", "get")
    return not given and (clause.perfect or caring or later)


def _a_glance(deed: Deed) -> tuple[str, Level] | None:
    """ "A glance would have been enough for Petra": somebody's own omission, told as a small thing."""
    clause, known = deed.clause, classes()
    if clause.modal not in ("would", "could") or not clause.perfect or clause.negated or clause.actor in INDIVIDUAL:
        return None
    if not known["glances"].intersection(deed.subject[:4]) or not (
        known["sufficing"] & ({deed.parser.lows[clause.verb]} | deed.said)
    ):
        return None
    person = any(phrase.actor in INDIVIDUAL for phrase in deed.parser.phrases)
    brief = bool(_BRIEF.intersection(deed.subject))
    return ("counterfactual", Level.BLAME if person else Level.COACH) if person or brief else None


_BRIEF = frozenset({"glance", "look", "moment", "second", "minute"})


def _wished(deed: Deed) -> tuple[str, Level] | None:
    """ "It would be good if Henrik read ...", "Nia could slow down next time", "he should learn to listen"."""
    clause, known = deed.clause, classes()
    if clause.actor not in INDIVIDUAL or clause.passive or clause.negated:
        return None
    before = deed.parser.lows[max(0, clause.start - 8) : clause.start]
    if clause.opener == "if" and "be" in before and {"would", "'d"}.intersection(before):
        return ("counterfactual", Level.BLAME) if known["wished"].intersection(before) else None
    if {"wish", "wished"}.intersection(before):
        return ("counterfactual", Level.BLAME)
    if clause.modal not in _URGED or clause.perfect:
        return None
    if known["growing"].intersection(deed.lemmas) and not excused(deed):
        return ("duty", Level.BLAME)
    soon = "next" in deed.tail and "time" in deed.tail
    return ("duty", Level.BLAME) if soon and {"watch", "mind"} & deed.kinds else None


_URGED = frozenset({"should", "could", "must", "might", "ought", "will", "needs"})


_FINDING = frozenset({"see", "notice", "know", "catch", "spot", "find", "tell", "help", "prevent", "have", "be"})


def _could(deed: Deed) -> bool:
    """ "could have called", "any careful pilot would have" and, of a step taken, "a careful one would not have"."""
    clause = deed.clause
    if clause.negated and clause.modal == "would" and clause.perfect and _ideal(deed):
        return clause.lemma not in _FINDING and "even" not in deed.parser.words
    broken_off = clause.modal == "would" and clause.lemma == "have" and deed.tail[:1] in ([], ["."], [","])
    if clause.modal not in _COULD or not (clause.perfect or broken_off) or clause.negated:
        return False
    if clause.modal == "would" and "same" in deed.tail[:3]:
        return False  # anybody would have done the same: what it looked like from there
    if clause.lemma in ("use", "need", "benefit") and clause.modal == "could":
        return False
    if clause.modal == "would" and not _ideal(deed):
        return False
    return not excused(deed)


def _owes_care(deed: Deed) -> bool:
    owing = deed.clause.lemma in ("need", "have") and deed.tail[:1] == ["to"]
    return owing and not _OWED.isdisjoint(deed.tail[:6])


_OWED = classes()["care"] | _LEARNING


def _owes_lesson(deed: Deed) -> bool:
    """ "needs more discipline", "could use some coaching", "needs a reminder on ...": training in disguise."""
    clause, tail = deed.clause, deed.tail
    wants = clause.lemma in ("need", "require", "deserve") or (clause.lemma == "use" and clause.modal == "could")
    if not wants or clause.negated or tail[:1] == ["to"]:
        return False
    if "reminder" in tail[:3]:
        return [*tail[tail.index("reminder") + 1 :], "."][0] in _REMINDED
    return bool(classes()["lessons"].intersection(tail[:4]))


_REMINDED = frozenset({"on", "of", "about", "how", "that", "to", "why", "."})


def _to_be_taught(deed: Deed) -> Level | None:
    """ "must be reminded", "should be held accountable": of people it is refused, of a team or of all gently turned."""
    clause, subject = deed.clause, deed.clause.subject
    if clause.modal not in ("must", "should") or clause.lemma not in classes()["teach"] or subject is None:
        return None
    if not clause.passive or clause.negated or (clause.lemma == "hold" and "accountable" not in deed.words):
        return None
    plural = deed.parser.lows[subject.end - 1] in classes()["plural_roles"]
    if clause.actor in INDIVIDUAL or plural:
        return Level.BLAME
    return Level.COACH if clause.actor in COLLECTIVE else None


def _sent_to_school(deed: Deed) -> Level | None:
    """ "needs to be retrained", "should be sent to a course": the person is mended in place of the system.

    A first training ("needs to be trained before ...") may be a plan for a role, so that is only asked about.
    """
    clause, tail = deed.clause, deed.tail
    if clause.negated:
        return None
    if clause.lemma in ("need", "have") and tail[:2] == ["to", "be"]:
        verb, after = verb_of("".join(tail[2:3])), tail[3:7]
        lemma = verb[0] if verb else ""
    else:
        lemma, after = (clause.lemma, tail[:4]) if clause.passive and clause.modal in ("should", "must") else ("", [])
    if lemma in _RETRAINING or (lemma == "send" and _SCHOOLING.intersection(after)):
        return Level.BLAME
    return Level.COACH if lemma in ("train", "coach", "educate") else None


_RETRAINING, _SCHOOLING = classes()["retraining"], classes()["schooling"]


def _human_activity(deed: Deed) -> bool:
    subject = deed.clause.subject
    if subject is None:
        return False
    return deed.parser.lows[subject.end - 1] in classes()["activities"]


def _ideal(deed: Deed) -> bool:
    subject = deed.clause.subject
    lows = set(deed.parser.lows[subject.start : subject.end]) if subject else set()
    return bool(lows & classes()["ideal"])
