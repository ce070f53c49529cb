"""What is said of the act. Each judge reads one clause and names the rule it meets, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from postmortems.language.agents import COLLECTIVE, INDIVIDUAL, Actor
from postmortems.language.grammar import Clause, Parser
from postmortems.language.polarity import explained
from postmortems.language.verdict import Level
from postmortems.language.words import classes, names, verb_classes

Judgement = tuple[str, Level]
_REACH = 30


@dataclass(slots=True)
class Scene:
    """A clause in its sentence: ``words`` are the clause's words from the verb on, ``adverbs`` all said of the verb."""

    parser: Parser
    index: int
    clause: Clause
    words: list[str]
    tail: list[str]
    said: frozenset[str]

    @classmethod
    def at(cls, parser: Parser, index: int) -> Scene:
        """The scene of the clause at ``index``."""
        clause = parser.clauses[index]
        stop = min(clause.end, clause.verb + _REACH)
        words = [token.low for token in parser.tokens[clause.verb + 1 : stop]]
        tail = []
        for token in parser.tokens[clause.verb + 1 : clause.verb + _REACH]:
            if token.low in _BREAKS:
                break
            tail.append(token.low)
        return cls(parser, index, clause, words, tail, frozenset(words) | frozenset(clause.adverbs))

    @property
    def kinds(self) -> frozenset[str]:
        """Verb classes of the main verb; any "mis-" verb but the harmless ones is a failing."""
        lemma = self.clause.lemma
        return verb_classes().get(lemma, _FAILING if lemma.startswith("mis") and len(lemma) > 6 else _NONE)

    def has(self, *phrase: str) -> bool:
        """Do these words stand side by side after the verb?"""
        n = len(phrase)
        return any(tuple(self.words[k : k + n]) == phrase for k in range(len(self.words) - n + 1))


_BREAKS = frozenset({";", "because", "since", "but", "and", ":", "—", "–"})
_NONE: frozenset[str] = frozenset()
_FAILING = frozenset({"fail", "slip"})


def manner(scene: Scene) -> bool:
    """Is the act said to be careless, accidental, wrong, against the rule, or done regardless?"""
    known, words = classes(), scene.tail if scene.clause.actor is not Actor.THING else scene.words
    if scene.said & known["manner"] or scene.said & {"regardless"}:
        return True
    for k, word in enumerate(words):
        following = words[k + 1] if k + 1 < len(words) else ""
        if word == "without" and (following.endswith("ing") or following in ("telling", "even", "thought", "thinking")):
            return True
        if word in ("by", "in") and following in ("mistake", "accident", "error", "haste", "breach", "violation"):
            return True
        if word == "too" and following in ("fast", "soon", "late", "early", "slowly", "quickly", "long", "hastily"):
            return True
        if word in ("straight", "directly", "right") and following in ("to", "into", "on"):
            return bool({"main", "master", "prod", "production", "trunk"}.intersection(words[k : k + 4]))
    return bool(known["bad"].intersection(scene.words) - {"failing"}) or _risky(scene)


def _risky(scene: Scene) -> bool:
    words = set(scene.words)
    if {"instead", "rather"} & scene.parser.words and _PRUDENT & scene.parser.words:
        return True
    if "despite" in scene.parser.words and _TOLD & scene.parser.words:
        return True
    secret = words & {"credentials", "secret", "password", "passwords", "key", "keys", "token", "secrets", "data"}
    if secret and "public" in words:
        return True
    if scene.clause.lemma in ("merge", "push", "deploy", "release", "ship") and "failing" in words:
        return True
    if scene.clause.lemma in ("decide", "insist", "choose", "prefer", "refuse"):
        return bool(words & {"manually", "instead", "rather", "hand", "not", "fastest", "over"})
    return False


_PRUDENT = frozenset(
    [
        "following",
        "checking",
        "asking",
        "waiting",
        "reading",
        "testing",
        "escalating",
        "verifying",
        "reviewing",
        "consulting",
        "calling",
    ]
)
_TOLD = frozenset(
    [
        "warning",
        "warnings",
        "told",
        "warned",
        "training",
        "trained",
        "instructions",
        "instructed",
        "policy",
        "reminders",
        "reminded",
    ]
)


def _verdict_word(scene: Scene) -> frozenset[str]:
    """Judging adjectives in a "was ..." clause, with nothing between that makes them about a thing."""
    if scene.clause.lemma not in ("be", "become", "seem", "get", "look") and not scene.clause.passive:
        return _NONE
    found = classes()["verdicts"].intersection(scene.words[:5] + scene.clause.adverbs)
    verb = scene.parser.tokens[scene.clause.verb].low
    return found | ({verb} & classes()["verdicts"])


def _damage(scene: Scene) -> bool:
    lemma, words = scene.clause.lemma, scene.words
    if lemma in ("make", "commit") and (classes()["failing_nouns"] | {"typo"}).intersection(words[:5]):
        return True
    if lemma == "sleep":
        return "through" in words[:2]
    if "harm" in scene.kinds:
        return not (lemma == "break" and words[:1] in (["out"], ["up"]))
    down = "down" in words[:1] or "down" in words[2:4] or "offline" in words
    if lemma in ("take", "bring", "knock", "pull") and down:
        return True
    if lemma == "make":
        return bool({"worse", "longer"}.intersection(words))
    if lemma == "let":
        return bool({"lapse", "expire", "drop", "rot", "go", "slip", "run"}.intersection(words))
    return lemma == "leave" and bool({"open", "unlocked", "unattended", "exposed", "unprotected"}.intersection(words))


def counterfactual(scene: Scene) -> Judgement | None:
    """ "should have", "could have", "if only", "had she ...", "needs to be more careful" about a person or a group."""
    clause = scene.clause
    individual = clause.actor in INDIVIDUAL
    level = Level.BLAME if individual else Level.COACH
    grouped = clause.actor in COLLECTIVE or individual
    owed = frozenset(scene.tail[:6]) if scene.tail[:1] == ["to"] else frozenset(scene.tail[:3]) & {"training"}
    care = bool(owed & (classes()["care"] | {"better", "think", "training", "reminded", "learn", "understand"}))
    if clause.opener in ("if", "had") and grouped and not clause.negated and (clause.perfect or clause.opener == "had"):
        return ("counterfactual", level)
    if clause.modal in ("should", "ought", "shoudl", "shouldn't", "shouldnt") and (grouped or _human_activity(scene)):
        return None if clause.passive and individual else ("counterfactual", level)
    if clause.modal in ("could", "might", "would") and _perfect(scene) and not clause.negated and grouped:
        if clause.modal == "would" and not _ideal(scene):
            return None
        return (
            None
            if (clause.passive and individual) or explained(scene.parser.clauses, scene.index)
            else ("counterfactual", level)
        )
    if clause.lemma in ("need", "have") and grouped and care and not clause.perfect:
        return ("duty", level)
    return None


def _perfect(scene: Scene) -> bool:
    return scene.clause.perfect


def _human_activity(scene: Scene) -> bool:
    subject = scene.clause.subject
    if subject is None:
        return False
    return scene.parser.tokens[subject.end - 1].low in classes()["activities"]


def _ideal(scene: Scene) -> bool:
    subject = scene.clause.subject
    lows = {token.low for token in scene.parser.tokens[subject.start : subject.end]} if subject else set()
    return bool(lows & {"any", "competent", "good", "experienced", "careful", "reasonable", "decent", "senior"})


def individual(scene: Scene) -> Judgement | None:
    """A named, described, unnamed person or oneself as the subject of an active verb."""
    clause = scene.clause
    if clause.passive and clause.lemma in ("tell", "warn", "remind", "instruct") and not clause.negated:
        return (
            ("duty", Level.BLAME) if scene.said & {"twice", "repeatedly", "times", "already", "before", "not"} else None
        )
    if clause.passive and not _verdict_word(scene):
        return None
    if clause.negated:
        return _negated(scene)
    if _verdict_word(scene):
        return ("verdict", Level.BLAME)
    if clause.modal in ("will", "'ll", "would", "could", "may", "might", "can", "must", "should"):
        return None
    excused = explained(scene.parser.clauses, scene.index)
    if clause.lemma == "fail" and scene.words[:1] == ["to"]:
        return None if excused else ("failing", Level.BLAME)
    if "fail" in scene.kinds or _damage(scene):
        mild = excused and "strong" not in scene.kinds
        return None if mild else ("failing", Level.BLAME)
    if manner(scene):
        return None if excused else ("manner", Level.BLAME)
    if clause.lemma == "lack":
        return ("verdict", Level.BLAME)
    if clause.lemma == "keep" and any(word.endswith("ing") for word in scene.words[:1]):
        return ("failing", Level.BLAME) if clause.opener else None
    return ("assumed", Level.COACH) if clause.lemma in ("assume", "presume", "guess") and not excused else None


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
        return ("duty", Level.BLAME) if classes()["care"].intersection(scene.words[:5]) else None
    if clause.lemma in ("blame", "fault", "deserve", "mind", "cause") or clause.opener in ("if", "had"):
        return None
    if clause.lemma in ("understand",):
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
    if clause.passive and not _verdict_word(scene):
        return None
    verdicts = _verdict_word(scene)
    if clause.negated:
        judged = None if clause.lemma == "own" else _negated(scene)
        return ("collective", Level.COACH) if judged else None
    if verdicts:
        hard = verdicts & classes()["contempt"] and not ours
        return ("verdict", Level.BLAME) if hard else ("collective", Level.COACH)
    if clause.modal and clause.modal not in ("must",):
        return None
    if scene.said & {"regardless", "anyway"} and clause.actor is not Actor.SELF and not ours:
        return ("failing", Level.BLAME)
    if "strong" in scene.kinds and not ours:
        habitual = scene.parser.tokens[clause.verb].low == clause.lemma
        return ("collective", Level.COACH) if habitual else ("failing", Level.BLAME)
    failed = clause.lemma == "fail" and scene.words[:1] == ["to"]
    if failed or "fail" in scene.kinds or _damage(scene) or clause.lemma in ("rush", "assume", "presume", "guess"):
        return None if explained(scene.parser.clauses, scene.index) else ("collective", Level.COACH)
    return ("collective", Level.COACH) if manner(scene) else None


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
        return ("possessed", Level.BLAME) if owner in INDIVIDUAL and _damage(scene) and not clause.negated else None
    by = clause.by.actor if clause.by else None
    slip = bool(scene.kinds & {"slip", "harm", "fail"}) or manner(scene) or _dismissed(scene)
    bad = bool(clause.subject) and _subject_is_bad(scene)
    if by in INDIVIDUAL:
        return ("agent", Level.BLAME) if slip or bad or clause.negated or _then_neglected(scene) else None
    if by in COLLECTIVE:
        return ("collective", Level.COACH) if slip or bad or clause.negated else None
    if by is not None or clause.modal in classes()["impossible"] or clause.modal == "would":
        return None
    if clause.negated:
        return ("agentless", Level.COACH) if clause.lemma in _HUMAN_ACTS else None
    human = bool(scene.kinds & {"slip"}) or bool(scene.said & classes()["manner"]) or bad
    human = human or clause.lemma in ("rush", "misjudge") or _dismissed(scene)
    return ("agentless", Level.COACH) if human and not explained(scene.parser.clauses, scene.index) else None


def _dismissed(scene: Scene) -> bool:
    return scene.clause.lemma in ("dismiss", "disregard", "hurri", "rush")


def _subject_is_bad(scene: Scene) -> bool:
    subject = scene.clause.subject
    lows = [t.low for t in scene.parser.tokens[subject.start : subject.end]] if subject else []
    return bool(classes()["bad"].intersection(lows)) and scene.clause.lemma in (
        "type", "enter", "restore", "select", "choose", "apply", "use", "pick", "delete", "run", "execute", "issue", "copi", "paste",
    )  # fmt: skip


def _then_neglected(scene: Scene) -> bool:
    following = scene.parser.clauses[scene.index + 1 : scene.index + 2]
    return any(later.carried and later.negated for later in following)


_PERSONAL = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
_ONLY_PEOPLE = frozenset(
    ["forget", "panic", "bother", "insist", "neglect", "rubber-stamp", "fat-finger", "misread", "oversleep", "assume"]
)


def _may_be_named(scene: Scene) -> bool:
    """A name no list holds: a lone capitalised subject that does what only people do, or is later "he" or "she"."""
    subject, clause = scene.clause.subject, scene.clause
    if subject is None or subject.owner is not None or subject.end - subject.start > 2 or clause.carried:
        return False
    tokens = scene.parser.tokens[subject.start : subject.end]
    if not all(token.capital and token.kind == "word" and not token.possessive for token in tokens):
        return False
    known = any(token.low in names("product_names.txt") | scene.parser.people.products for token in tokens)
    after = {token.low for token in scene.parser.tokens[clause.verb + 1 : clause.verb + _REACH]}
    return not known and (clause.lemma in _ONLY_PEOPLE or bool(_PERSONAL & after))


def judge(parser: Parser, index: int) -> Judgement | None:
    """The rule a clause meets and how heavy it is, or None."""
    scene = Scene.at(parser, index)
    if found := counterfactual(scene):
        return found
    actor = scene.clause.actor
    if actor is Actor.THING and _may_be_named(scene):
        found = individual(scene)
        sure = _PERSONAL & parser.words
        return found if sure or found is None else (found[0], Level.COACH)
    return _JUDGES.get(actor, collective)(scene)


_JUDGES: dict[Actor, Callable[[Scene], Judgement | None]] = {
    Actor.PERSON: individual,
    Actor.SELF: individual,
    Actor.NOBODY: nobody,
    Actor.THING: thing,
}
