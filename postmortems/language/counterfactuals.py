"""What did not happen, told about people: "should have", "could have", "if only", "needs to be more careful"."""

from __future__ import annotations

from postmortems.language.agents import COLLECTIVE, INDIVIDUAL
from postmortems.language.polarity import explained
from postmortems.language.scene import NONE, Scene
from postmortems.language.speech import verb_of
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
    if taught := _to_be_taught(scene):
        return ("punitive", taught)
    if grouped and (again := _sent_to_school(scene)):
        return ("punitive", min(level, again))
    if scene.clause.passive and actor in INDIVIDUAL:
        return None
    if _should(scene) and (grouped or _human_activity(scene)):
        return ("counterfactual", level)
    if grouped and (_unreal(scene) or _could(scene)):
        return ("counterfactual", level)
    if grouped and _owes_care(scene):
        return ("duty", level)
    return ("punitive", level) if grouped and _owes_lesson(scene) else None


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
    owed = frozenset(scene.tail[:6]) if scene.tail[:1] == ["to"] else NONE
    return scene.clause.lemma in ("need", "have") and bool(owed & (classes()["care"] | _LEARNING))


def _owes_lesson(scene: Scene) -> bool:
    """ "needs more discipline", "could use some coaching", "needs a reminder on ...": training in disguise."""
    clause, tail = scene.clause, scene.tail
    wants = clause.lemma in ("need", "require", "deserve") or (clause.lemma == "use" and clause.modal == "could")
    if not wants or clause.negated or tail[:1] == ["to"]:
        return False
    if "reminder" in tail[:3]:
        return [*tail[tail.index("reminder") + 1 :], "."][0] in _REMINDED
    return bool(classes()["lessons"].intersection(tail[:4]))


_REMINDED = frozenset({"on", "of", "about", "how", "that", "to", "why", "."})


def _to_be_taught(scene: Scene) -> Level | None:
    """ "must be reminded", "should be held accountable": of people it is refused, of a team or of all gently turned."""
    clause, subject = scene.clause, scene.clause.subject
    if clause.modal not in ("must", "should") or clause.lemma not in classes()["teach"] or subject is None:
        return None
    if not clause.passive or clause.negated or (clause.lemma == "hold" and "accountable" not in scene.words):
        return None
    plural = scene.parser.tokens[subject.end - 1].low in classes()["plural_roles"]
    if clause.actor in INDIVIDUAL or plural:
        return Level.BLAME
    return Level.COACH if clause.actor in COLLECTIVE else None


def _sent_to_school(scene: Scene) -> Level | None:
    """ "needs to be retrained", "should be sent to a course": the person is mended in place of the system.

    A first training ("needs to be trained before ...") may be a plan for a role, so that is only asked about.
    """
    clause, tail = scene.clause, scene.tail
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


def _human_activity(scene: Scene) -> bool:
    subject = scene.clause.subject
    if subject is None:
        return False
    return scene.parser.tokens[subject.end - 1].low in classes()["activities"]


def _ideal(scene: Scene) -> bool:
    subject = scene.clause.subject
    lows = {token.low for token in scene.parser.tokens[subject.start : subject.end]} if subject else set()
    return bool(lows & {"any", "competent", "good", "experienced", "careful", "reasonable", "decent", "senior"})
