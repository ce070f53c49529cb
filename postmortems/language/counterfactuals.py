"""What did not happen, told about people: "should have", "could have", "if only", "needs to be more careful"."""

from __future__ import annotations

from postmortems.language.agents import COLLECTIVE, INDIVIDUAL
from postmortems.language.polarity import explained
from postmortems.language.scene import Scene
from postmortems.language.verdict import Level
from postmortems.language.words import classes

_SHOULD = frozenset({"should", "ought", "shoudl", "shouldn't", "shouldnt"})
_COULD = frozenset({"could", "might", "would"})
_LEARNING = frozenset({"better", "think", "training", "reminded", "learn", "understand"})


def counterfactual(scene: Scene) -> tuple[str, Level] | None:
    """The rule met when the clause holds a person or a group against what could have been."""
    actor = scene.clause.actor
    grouped = actor in COLLECTIVE or actor in INDIVIDUAL
    level = Level.BLAME if actor in INDIVIDUAL else Level.COACH
    if scene.clause.passive and actor in INDIVIDUAL:
        return None
    if _should(scene) and (grouped or _human_activity(scene)):
        return ("counterfactual", level)
    if grouped and (_unreal(scene) or _could(scene)):
        return ("counterfactual", level)
    return ("duty", level) if grouped and _owes_care(scene) else None


def _unreal(scene: Scene) -> bool:
    clause = scene.clause
    return (
        not clause.negated
        and not clause.passive
        and (clause.opener == "had" or (clause.opener == "if" and clause.perfect))
    )


def _should(scene: Scene) -> bool:
    """Looking back, or asking for care; of one person a plain "should call" is a plan for the next time."""
    clause = scene.clause
    back = clause.perfect or (clause.lemma == "be" and bool(classes()["care"].intersection(scene.words[:4])))
    return clause.modal in _SHOULD and (back or clause.actor in COLLECTIVE)


def _could(scene: Scene) -> bool:
    clause = scene.clause
    if clause.modal not in _COULD or not clause.perfect or clause.negated:
        return False
    if clause.modal == "would" and not _ideal(scene):
        return False
    return not explained(scene.parser.clauses, scene.index)


def _owes_care(scene: Scene) -> bool:
    owed = frozenset(scene.tail[:6]) if scene.tail[:1] == ["to"] else frozenset(scene.tail[:3]) & {"training"}
    return scene.clause.lemma in ("need", "have") and bool(owed & (classes()["care"] | _LEARNING))


def _human_activity(scene: Scene) -> bool:
    subject = scene.clause.subject
    if subject is None:
        return False
    return scene.parser.tokens[subject.end - 1].low in classes()["activities"]


def _ideal(scene: Scene) -> bool:
    subject = scene.clause.subject
    lows = {token.low for token in scene.parser.tokens[subject.start : subject.end]} if subject else set()
    return bool(lows & {"any", "competent", "good", "experienced", "careful", "reasonable", "decent", "senior"})
