"""What is said of a team, of "we", "they", "nobody" or people in general: turned gently, refused only for contempt."""

from __future__ import annotations

from postmortems.language.agents import Actor
from postmortems.language.conduct import heedless, lost_nerve, rubbish, self_serving
from postmortems.language.deed import Deed
from postmortems.language.duties import undone
from postmortems.language.excuse import excused
from postmortems.language.individual import Judgement
from postmortems.language.manner import damage, manner
from postmortems.language.quality import verdict_words
from postmortems.language.verdict import Level
from postmortems.language.words import classes

_KNOWN = classes()
_COLLECTIVE: Judgement = ("collective", Level.COACH)


def collective(deed: Deed) -> Judgement | None:
    """A team, "we", "they" or people in general."""
    clause, verdicts = deed.clause, verdict_words(deed)
    if clause.actor is Actor.THEY and not _people_meant(deed):
        return None
    if clause.passive and not verdicts:
        return None
    if not deed.ours and clause.actor is Actor.TEAM and _empty_promise(deed):
        return ("contempt", Level.BLAME)
    if clause.negated and {"word", "term", "label", "phrase"}.intersection(deed.words):
        return None
    if clause.negated:
        judged = None if clause.lemma == "own" else undone(deed)
        return _COLLECTIVE if judged else None
    if verdicts:
        hard = verdicts & _KNOWN["contempt"] and not deed.ours
        return ("verdict", Level.BLAME) if hard else _COLLECTIVE
    return None if clause.modal and clause.modal != "must" else _acted_together(deed)


def _acted_together(deed: Deed) -> Judgement | None:
    clause = deed.clause
    if deed.said & {"regardless", "anyway"} and clause.actor is not Actor.SELF and not deed.ours:
        return ("failing", Level.BLAME)
    if (rubbish(deed) or _never_good(deed) or self_serving(deed)) and not deed.ours:
        return ("contempt", Level.BLAME)
    reason = excused(deed)
    if lost_nerve(deed) and not reason:
        return ("mind", Level.BLAME) if _people_meant(deed) else None
    if "strong" in deed.kinds and not deed.ours:
        habitual = deed.parser.lows[clause.verb] == clause.lemma
        return _COLLECTIVE if habitual or reason else ("failing", Level.BLAME)
    if reason or deed.subject[-1:] in (["users"], ["customers"], ["clients"], ["passengers"], ["patients"]):
        return None
    if idle := _idle(deed):
        return idle
    if clause.actor is Actor.TEAM and _by_accident(deed):
        return ("manner", Level.BLAME)
    failed = clause.lemma == "fail" and deed.words[:1] == ["to"]
    guessed = clause.lemma in ("rush", "assume", "presume", "guess", "hurry")
    return _COLLECTIVE if failed or guessed or "fail" in deed.kinds or damage(deed) or manner(deed) else None


def _idle(deed: Deed) -> Judgement | None:
    """ "They knew about the leak and did nothing", "the night shift was chatting"."""
    clause = deed.clause
    if clause.lemma == "do" and heedless(deed) and not deed.ours:
        knew = clause.carried and deed.parser.clauses[deed.index - 1].lemma == "know"
        return ("contempt", Level.BLAME) if knew else _COLLECTIVE
    if "distract" in deed.kinds and clause.actor is Actor.TEAM:
        return _COLLECTIVE if deed.ours else ("verdict", Level.BLAME)
    return None


def _by_accident(deed: Deed) -> bool:
    """ "Engineers deleted the database by accident": several hands, and still hands."""
    several = bool(deed.subject) and deed.subject[-1] in _KNOWN["plural_roles"]
    slip = {"accident", "mistake"}.intersection(deed.words) or deed.said & {
        "accidentally",
        "mistakenly",
        "inadvertently",
    }
    return several and bool(slip) and deed.clause.lemma in _UNMAKING


_UNMAKING = _KNOWN["destroying"] | _KNOWN["undoing"]


def _never_good(deed: Deed) -> bool:
    """ "always forgets": a habit held against a team."""
    return "always" in deed.said and "fail" in deed.kinds and deed.clause.actor is Actor.TEAM


def _empty_promise(deed: Deed) -> bool:
    """ "never does what it promises"."""
    words = deed.parser.tokens[deed.clause.start : deed.clause.verb + 1]
    never = words[-1].low in ("does", "do", "did") and any(token.low == "never" for token in words)
    return never and deed.tail[:1] == ["what"] and bool(_PROMISES.intersection(deed.tail[1:4]))


_PROMISES = frozenset({"promise", "promises", "promised", "say", "says", "said"})


def _people_meant(deed: Deed) -> bool:
    """ "They" after a thing and nobody else are things ("the nodes lost quorum, they panicked")."""
    clause = deed.clause
    before = [phrase.actor for phrase in deed.parser.phrases_before(clause.start, 12)]
    return clause.actor is Actor.TEAM or not before or any(actor is not Actor.THING for actor in before)


def nobody(deed: Deed) -> Judgement | None:
    """ "Nobody checked": a duty laid on everyone; with "bothered" it is contempt."""
    if deed.clause.lemma == "take" and {"ownership", "responsibility", "care", "charge"}.intersection(deed.words[:3]):
        return _COLLECTIVE
    if _no_good_one(deed):
        return ("counterfactual", Level.BLAME)
    if deed.clause.opener == "relative" and not deed.clause.perfect:
        return None  # "a mailbox that nobody reads"
    if deed.clause.negated or deed.clause.passive or deed.clause.modal in ("could", "can") or excused(deed):
        return None
    if deed.clause.lemma in ("bother", "care"):
        return ("verdict", Level.BLAME)
    pointed = bool(deed.subject) and deed.subject[0] == "neither"
    return ("collective", Level.BLAME if pointed else Level.COACH) if "watch" in deed.kinds else None


def _no_good_one(deed: Deed) -> bool:
    """ "No competent welder finishes a seam like that": said of the one who did."""
    subject, clause = deed.subject, deed.clause
    if subject[:1] != ["no"] or _IDEAL.isdisjoint(subject):
        return False
    told_as_plain = clause.negated or clause.passive or clause.modal in ("could", "can", "may")
    return not (told_as_plain or clause.lemma in ("be", "have") or excused(deed))


_IDEAL = classes()["standards"]
