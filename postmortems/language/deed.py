"""One clause as a deed: its verb, the verb behind it ("decided to skip"), and the words said of both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from postmortems.language.clauses import Clause
from postmortems.language.grammar import Parser
from postmortems.language.speech import verb_of
from postmortems.language.words import classes, verb_classes

REACH = 30
NONE: frozenset[str] = frozenset()
_BREAKS = frozenset({";", "because", "since", "but", "and", ":", "—", "–", "yet", "so"})
_NO_BREAK = ["so", "much"]  # "without so much as a glance" goes on
_CATENATIVE = classes()["catenative"]
_FAILING = frozenset({"fail", "slip"})
_SOUND_MIS = frozenset({"miss", "mission", "misfire"})


@dataclass(slots=True)
class Deed:
    """A clause in its sentence.

    ``words`` are the clause's words from the verb on, ``tail`` the words up to the next break even where another clause
    begins, ``said`` everything said of the verb with its adverbs, ``lemmas`` the verb and the one it carries.
    """

    parser: Parser
    index: int
    clause: Clause
    words: list[str]
    tail: list[str]
    said: frozenset[str]
    lemmas: tuple[str, ...]
    kinds: frozenset[str]  # verb classes of the verb, or of the one it carries; any "mis-" verb is a failing
    subject: list[str]  # its words

    @classmethod
    def at(cls, parser: Parser, index: int) -> Deed:
        """The deed of the clause at ``index``."""
        clause = parser.clauses[index]
        following = parser.lows[clause.verb + 1 : clause.verb + REACH]
        length = clause.end - clause.verb - 1
        words = following[:length] if length > 0 else []
        tail = following if _BREAKS.isdisjoint(following) else following[: _break_in(following)]
        said = frozenset([*words, *clause.adverbs])
        lemmas, who = _lemmas(clause.lemma, following), clause.subject
        subject = parser.lows[who.start : who.end] if who else []
        return cls(parser, index, clause, words, tail, said, lemmas, _kinds_of(lemmas, words), subject)

    @property
    def ours(self) -> bool:
        """Is it "we", or everybody?"""
        return bool(self.subject) and self.subject[0] in ("we", "us", "everyone", "everybody")


def _break_in(words: list[str]) -> int:
    breaks = (k for k, low in enumerate(words) if low in _BREAKS and words[k : k + 2] != _NO_BREAK)
    return next(breaks, len(words))


_PARTED = (["out"], ["up"], ["down"], ["into"])
_LOOSED = frozenset({"dependency", "link", "loop", "cycle", "deadlock", "circuit", "tie", "ice", "silence", "glass"})


def _kinds_of(lemmas: tuple[str, ...], words: list[str]) -> frozenset[str]:
    found = _kinds(lemmas[0])
    if len(lemmas) > 1:
        found |= _kinds(lemmas[1])
    parted = lemmas[0] == "break" and (words[:1] in _PARTED or _LOOSED.intersection(words[:4]))
    return found - {"harm", "strong"} if parted else found


@lru_cache(maxsize=16384)
def _kinds(lemma: str) -> frozenset[str]:
    missed = lemma.startswith("mis") and len(lemma) > 6 and lemma not in _SOUND_MIS
    return verb_classes().get(lemma, _FAILING if missed else NONE)


def _lemmas(lemma: str, following: list[str]) -> tuple[str, ...]:
    if lemma not in _CATENATIVE and lemma not in ("end", "go"):
        return (lemma,)
    if following[:2] == ["to", "have"]:
        following = following[1:]
    skip = {"to": 1, "have": 1, "in": 1, "up": 1, "on": 1, "ahead": 2}.get("".join(following[:1]), 0)
    inner = verb_of(following[skip]) if skip < len(following) else None
    if inner is None:
        return (lemma,)
    carried = following[0] in ("to", "have") or "ing" in inner[1] or (following[:2] == ["ahead", "and"])
    return (lemma, inner[0]) if carried else (lemma,)
