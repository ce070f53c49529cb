"""What is said of the act. Each judge reads one clause and names the rule it meets, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from postmortems.language.agents import COLLECTIVE, INDIVIDUAL, Actor
from postmortems.language.conduct import absent, heedless, lost_nerve, rubbish, without_sense
from postmortems.language.counterfactuals import counterfactual
from postmortems.language.grammar import Parser
from postmortems.language.polarity import explained
from postmortems.language.scene import NONE, Scene, damage, manner, verdict_word
from postmortems.language.strangers import PERSONAL, by_stranger, may_be_named, stranger
from postmortems.language.verdict import Level
from postmortems.language.words import classes

Judgement = tuple[str, Level]


def individual(scene: Scene) -> Judgement | None:
    """A named, described, unnamed person or oneself as the subject of a verb."""
    clause = scene.clause
    judged = bool(verdict_word(scene))
    if clause.passive and not judged:
        return _told(scene)
    if (senseless := without_sense(scene)) and not explained(scene.parser.clauses, scene.index):
        return senseless
    if clause.negated:
        return _negated(scene)
    if judged:
        return ("verdict", Level.BLAME)
    return None if clause.modal in _MODALS else _acted(scene)


_MODALS = classes()["modals"] - {"shall"}


def _told(scene: Scene) -> Judgement | None:
    """ "had been told twice": a polite way to say that it was somebody's own doing."""
    clause = scene.clause
    warned = clause.lemma in ("tell", "warn", "remind", "instruct") and not clause.negated
    hinted = scene.said & _HINTS or ("than" in scene.words and "once" in scene.said)
    skill = scene.parser.tokens[clause.verb].low
    if clause.negated and (clause.lemma == "trust" or skill in classes()["skills"]):
        return ("verdict", Level.BLAME)
    return ("duty", Level.BLAME) if warned and hinted else None


_HINTS, _NERVES = classes()["hints"], classes()["nerves"]


def _acted(scene: Scene) -> Judgement | None:
    clause, first = scene.clause, scene.words[:1]
    excused = explained(scene.parser.clauses, scene.index)
    if "strong" in scene.kinds:
        return ("failing", Level.BLAME)
    if clause.lemma == "lack" or rubbish(scene):
        return ("verdict", Level.BLAME)
    if excused:
        return None
    if damage(scene) and "fail" not in scene.kinds:
        return ("manner", Level.BLAME)
    if clause.lemma in _NERVES or absent(scene) or lost_nerve(scene) or (clause.lemma == "do" and heedless(scene)):
        return ("verdict", Level.BLAME)
    failed = (clause.lemma == "fail" and first == ["to"]) or "fail" in scene.kinds or damage(scene)
    if failed or heedless(scene) or (clause.lemma == "keep" and clause.opener and first and first[0].endswith("ing")):
        return ("failing", Level.BLAME)
    if manner(scene):
        return ("manner", Level.BLAME)
    return ("assumed", Level.COACH) if clause.lemma in ("assume", "presume", "guess") else None


def _negated(scene: Scene) -> Judgement | None:
    clause, lows = scene.clause, [t.low for t in scene.parser.tokens[scene.clause.start : scene.clause.verb + 1]]
    if classes()["impossible"].intersection(lows) or clause.modal in (
        "will",
        "won't",
        "'ll",
        "would",
        "wouldn't",
        "can",
        "may",
    ):
        return None
    if clause.lemma == "be":
        if classes()["skills"].intersection(scene.words[:3]):
            return ("verdict", Level.BLAME)
        return ("duty", Level.BLAME) if classes()["care"].intersection(scene.words[:5]) else None
    if clause.lemma in ("blame", "fault", "deserve", "mind", "cause") or clause.opener in ("if", "had"):
        return None
    if clause.lemma == "understand" or (clause.lemma == "know" and "how" in scene.tail[:2]):
        return None if explained(scene.parser.clauses, scene.index) else ("mind", Level.BLAME)
    if "ability" in scene.kinds or explained(scene.parser.clauses, scene.index):
        return None
    return ("duty", Level.BLAME)


def collective(scene: Scene) -> Judgement | None:
    """A team, "we", "they" or people in general: turned gently, refused only for contempt or defiance."""
    clause = scene.clause
    ours = clause.subject is not None and scene.parser.tokens[clause.subject.start].low in (
        "we",
        "us",
        "everyone",
        "everybody",
    )
    if clause.passive and not verdict_word(scene):
        return None
    verdicts = verdict_word(scene)
    if not ours and clause.actor is Actor.TEAM and _empty_promise(scene):
        return ("contempt", Level.BLAME)
    if clause.negated:
        judged = None if clause.lemma == "own" else _negated(scene)
        return ("collective", Level.COACH) if judged else None
    if verdicts:
        hard = verdicts & classes()["contempt"] and not ours
        return ("verdict", Level.BLAME) if hard else ("collective", Level.COACH)
    return None if clause.modal and clause.modal != "must" else _acted_together(scene, ours)


def _acted_together(scene: Scene, ours: bool) -> Judgement | None:
    clause = scene.clause
    if scene.said & {"regardless", "anyway"} and clause.actor is not Actor.SELF and not ours:
        return ("failing", Level.BLAME)
    if (rubbish(scene) or _never_good(scene)) and not ours:
        return ("contempt", Level.BLAME)
    if lost_nerve(scene) and not explained(scene.parser.clauses, scene.index):
        return ("mind", Level.BLAME) if _people_meant(scene) else None
    if "strong" in scene.kinds and not ours:
        habitual = scene.parser.tokens[clause.verb].low == clause.lemma
        return ("collective", Level.COACH) if habitual else ("failing", Level.BLAME)
    failed = clause.lemma == "fail" and scene.words[:1] == ["to"]
    if failed or "fail" in scene.kinds or damage(scene) or clause.lemma in ("rush", "assume", "presume", "guess"):
        return None if explained(scene.parser.clauses, scene.index) else ("collective", Level.COACH)
    return ("collective", Level.COACH) if manner(scene) else None


def _never_good(scene: Scene) -> bool:
    """ "always forgets": a habit held against a team."""
    return "always" in scene.said and "fail" in scene.kinds and scene.clause.actor is Actor.TEAM


def _empty_promise(scene: Scene) -> bool:
    """ "never does what it promises"."""
    words = scene.parser.tokens[scene.clause.start : scene.clause.verb + 1]
    never = words[-1].low in ("does", "do", "did") and any(token.low == "never" for token in words)
    return never and scene.tail[:1] == ["what"] and bool(_PROMISES.intersection(scene.tail[1:4]))


_PROMISES = frozenset({"promise", "promises", "promised", "say", "says", "said"})


def _people_meant(scene: Scene) -> bool:
    """ "They" after a thing and nobody else are things ("the nodes lost quorum, they panicked")."""
    clause = scene.clause
    before = [phrase.actor for phrase in scene.parser.phrases if phrase.end <= clause.start]
    return clause.actor is Actor.TEAM or not before or any(actor is not Actor.THING for actor in before)


def nobody(scene: Scene) -> Judgement | None:
    """ "Nobody checked": a duty laid on everyone; with "bothered" it is contempt."""
    if scene.clause.negated or scene.clause.passive or scene.clause.modal in ("could", "can"):
        return None
    if scene.clause.lemma in ("bother", "care"):
        return ("verdict", Level.BLAME)
    pointed = scene.clause.subject is not None and scene.parser.tokens[scene.clause.subject.start].low == "neither"
    return ("collective", Level.BLAME if pointed else Level.COACH) if "watch" in scene.kinds else None


_HUMAN_ACTS = frozenset({"follow", "communicate", "verify", "consider", "notice", "read", "respond", "double-check"})


def thing(scene: Scene) -> Judgement | None:
    """A thing as the subject: only a passive can hide a person behind it."""
    clause = scene.clause
    if not clause.passive:
        owner = clause.subject.owner if clause.subject else None
        return ("possessed", Level.BLAME) if owner in INDIVIDUAL and damage(scene) and not clause.negated else None
    by = clause.by.actor if clause.by else None
    slip = bool(scene.kinds & {"slip", "harm", "fail"}) or manner(scene) or _dismissed(scene)
    bad = bool(clause.subject) and _subject_is_bad(scene)
    if by is Actor.THING and clause.by and stranger(scene.parser, clause.by):
        return by_stranger(scene, slip or bad)
    if by in INDIVIDUAL or by in COLLECTIVE:
        return _by_people(scene, slip or bad)
    if by is not None or clause.modal in classes()["impossible"] or clause.modal == "would":
        return None
    if clause.negated:
        return ("agentless", Level.COACH) if clause.lemma in _HUMAN_ACTS else None
    human = bool(scene.kinds & {"slip"}) or bool(scene.said & classes()["manner"]) or bad
    human = human or clause.lemma in ("rush", "misjudge") or _dismissed(scene)
    return ("agentless", Level.COACH) if human and not explained(scene.parser.clauses, scene.index) else None


def _by_people(scene: Scene, slip: bool) -> Judgement | None:
    """ "was skipped by Kim", "was deleted by the operator"; of a team the same is gently turned."""
    clause = scene.clause
    held = slip or clause.negated
    if clause.by and clause.by.actor in COLLECTIVE:
        return ("collective", Level.COACH) if held or _undone(scene) else None
    level = Level.BLAME if held or _then_neglected(scene) else _undone(scene)
    return ("agent", level) if level else None


def _undone(scene: Scene) -> Level | None:
    """ "was deleted by Mirela": a purpose or a reason softens it; clearing up what is stale is plain work."""
    clause, known = scene.clause, classes()
    subject = clause.subject
    lows = {t.low for t in scene.parser.tokens[subject.start : subject.end]} if subject else NONE
    muted = clause.lemma in known["undoing"] and lows & known["precious"]
    if clause.negated or clause.modal or lows & _STALE or not (muted or clause.lemma in known["destroying"]):
        return None
    if explained(scene.parser.clauses, scene.index):
        return None
    plain = scene.parser.codes[clause.verb - 1] in ("A", "V") and not {"to", "after"} & set(scene.words)
    return Level.BLAME if plain else Level.COACH


_STALE = frozenset({"old", "stale", "duplicate", "temporary", "orphaned", "unused", "test", "expired", "false"})


def _dismissed(scene: Scene) -> bool:
    return scene.clause.lemma in ("dismiss", "disregard", "hurri", "rush")


def _subject_is_bad(scene: Scene) -> bool:
    subject = scene.clause.subject
    lows = [t.low for t in scene.parser.tokens[subject.start : subject.end]] if subject else []
    if scene.clause.lemma in ("introduce", "cause", "create") and classes()["defects"].intersection(lows):
        return scene.clause.by is not None
    return bool(classes()["bad"].intersection(lows)) and scene.clause.lemma in classes()["hand_acts"]


def _then_neglected(scene: Scene) -> bool:
    following = scene.parser.clauses[scene.index + 1 : scene.index + 2]
    return any(later.carried and later.negated for later in following)


def judge(parser: Parser, index: int) -> Judgement | None:
    """The rule a clause meets and how heavy it is, or None."""
    scene = Scene.at(parser, index)
    if found := counterfactual(scene):
        return found
    actor = scene.clause.actor
    if actor is Actor.THING and may_be_named(scene):
        found = individual(scene)
        sure = PERSONAL & parser.words
        return found if sure or found is None else (found[0], Level.COACH)
    return _JUDGES.get(actor, collective)(scene)


_JUDGES: dict[Actor, Callable[[Scene], Judgement | None]] = {
    Actor.PERSON: individual,
    Actor.SELF: individual,
    Actor.NOBODY: nobody,
    Actor.THING: thing,
}
