"""One act in its sentence, and what is said of how it was done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from postmortems.language.agents import Actor
from postmortems.language.clauses import Clause
from postmortems.language.grammar import Parser
from postmortems.language.words import classes, verb_classes

REACH = 30


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
        stop = min(clause.end, clause.verb + REACH)
        words = [token.low for token in parser.tokens[clause.verb + 1 : stop]]
        tail = []
        for token in parser.tokens[clause.verb + 1 : clause.verb + REACH]:
            if token.low in _BREAKS:
                break
            tail.append(token.low)
        return cls(parser, index, clause, words, tail, frozenset(words) | frozenset(clause.adverbs))

    @property
    def kinds(self) -> frozenset[str]:
        """Verb classes of the main verb; any "mis-" verb but the harmless ones is a failing."""
        lemma = self.clause.lemma
        return verb_classes().get(lemma, _FAILING if lemma.startswith("mis") and len(lemma) > 6 else NONE)


_BREAKS = frozenset({";", "because", "since", "but", "and", ":", "—", "–"})
NONE: frozenset[str] = frozenset()
_FAILING = frozenset({"fail", "slip"})


def manner(scene: Scene) -> bool:
    """Is the act said to be careless, accidental, wrong, against the rule, or done regardless?"""
    known, words = classes(), scene.tail if scene.clause.actor is not Actor.THING else scene.words
    if scene.said & known["manner"] or scene.said & {"regardless"}:
        return True
    for k, word in enumerate(words):
        following = words[k + 1] if k + 1 < len(words) else ""
        if word == "without" and (following.endswith("ing") or unthinking(words, k)):
            return True
        if word in ("by", "in") and following in ("mistake", "accident", "error", "haste", "breach", "violation"):
            return True
        if word == "for" and words[k + 1 : k + 3] == ["no", "reason"]:
            return True
        if word == "too" and following in ("fast", "soon", "late", "early", "slowly", "quickly", "long", "hastily"):
            return True
        if word in ("straight", "directly", "right") and following in ("to", "into", "on"):
            return bool({"main", "master", "prod", "production", "trunk"}.intersection(words[k : k + 4]))
    return _took_the_wrong_one(scene) or _risky(scene)


def _took_the_wrong_one(scene: Scene) -> bool:
    """ "pulled the wrong cable"; who found the bad cable, or did nothing wrong, is honest."""
    if scene.clause.lemma in classes()["mending"] or "nothing" in scene.words[:2]:
        return False
    return bool(classes()["bad"].intersection(scene.words) - {"failing"})


def unthinking(words: list[str], k: int) -> bool:
    """ "without [so much as] a second look": what only somebody who thinks could have left out."""
    for word in words[k + 1 : k + 6]:
        if word in _LEFT_OUT:
            return True
        if word not in _SMALL:
            return False
    return False


_SMALL = classes()["small"]
_LEFT_OUT = classes()["unguarded"] | classes()["deliberation"]


def _risky(scene: Scene) -> bool:
    words = set(scene.words)
    if {"instead", "rather"} & scene.parser.words and _PRUDENT & scene.parser.words:
        return True
    if "despite" in scene.parser.words and _TOLD & scene.parser.words:
        return True
    if scene.tail[:1] == ["to"] and "fail" in verb_classes().get("".join(scene.tail[1:2]), NONE):
        return True
    secret = words & {"credentials", "secret", "password", "passwords", "key", "keys", "token", "secrets", "data"}
    if secret and "public" in words:
        return True
    if scene.clause.lemma in ("merge", "push", "deploy", "release", "ship") and "failing" in words:
        return True
    if scene.clause.lemma in ("decide", "insist", "choose", "prefer", "refuse"):
        return bool(words & {"manually", "instead", "rather", "hand", "not", "fastest", "over"})
    return False


_PRUDENT = classes()["prudent"]
_TOLD = classes()["told"]


def verdict_word(scene: Scene) -> frozenset[str]:
    """Judging adjectives in a "was ..." clause, with nothing between that makes them about a thing."""
    if scene.clause.lemma not in ("be", "become", "seem", "get", "look") and not scene.clause.passive:
        return NONE
    # "was stupid to run it": the judging word stands first in what follows, whatever the parser makes of that
    found = classes()["verdicts"].intersection(scene.words[:5] + scene.clause.adverbs + scene.tail[:1])
    if scene.clause.modal == "could" or scene.parser.tokens[0].low == "how":
        found |= {"blind"}.intersection(scene.words[:2])
    verb = scene.parser.tokens[scene.clause.verb].low
    return found | ({verb} & classes()["verdicts"])


def damage(scene: Scene) -> bool:
    """Does the verb, with what follows it, say that something was broken, lost or left open?"""
    lemma, words = scene.clause.lemma, scene.words
    if "harm" in scene.kinds:
        return not (lemma == "break" and words[:1] in (["out"], ["up"]))
    if lemma == "rush":
        return words[:1] != ["to"]
    if lemma in ("take", "bring", "knock", "pull"):
        return "down" in words[:1] or "down" in words[2:4] or "offline" in words
    return bool(_spoiled().get(lemma, NONE).intersection(scene.tail[:8]))


@cache
def _spoiled() -> dict[str, frozenset[str]]:
    """Verbs that do harm only with these words after them ("made worse", "left open", "caused an outage")."""
    known = classes()
    found = dict.fromkeys(("introduce", "cause", "create", "trigger"), known["defects"])
    found |= dict.fromkeys(("make", "commit"), known["failing_nouns"] | {"typo", "worse", "longer"})
    return found | {
        "lose": known["losable"],
        "sleep": frozenset({"through"}),
        "let": frozenset({"lapse", "expire", "drop", "rot", "go", "slip", "run"}),
        "leave": frozenset({"open", "unlocked", "unattended", "exposed", "unprotected", "unsecured"}),
    }
