"""One clause as a deed: its verb, the verb behind it ("decided to skip"), and the words said of both."""

from __future__ import annotations

from dataclasses import dataclass

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

    @classmethod
    def at(cls, parser: Parser, index: int) -> Deed:
        """The deed of the clause at ``index``."""
        clause = parser.clauses[index]
        stop = min(clause.end, clause.verb + REACH)
        following = [token.low for token in parser.tokens[clause.verb + 1 : clause.verb + REACH]]
        words = following[: max(stop - clause.verb - 1, 0)]
        breaks = (k for k, low in enumerate(following) if low in _BREAKS and following[k : k + 2] != _NO_BREAK)
        tail = following[: next(breaks, None)]
        said = frozenset(words) | frozenset(clause.adverbs)
        return cls(parser, index, clause, words, tail, said, _lemmas(clause.lemma, following))

    @property
    def kinds(self) -> frozenset[str]:
        """Verb classes of the verb, or of the one it carries; any "mis-" verb is a failing."""
        found = NONE.union(*(_kinds(lemma) for lemma in self.lemmas))
        parted = self.clause.lemma == "break" and (self.words[:1] in _PARTED or _LOOSED.intersection(self.words[:4]))
        return found - {"harm", "strong"} if parted else found

    @property
    def subject(self) -> list[str]:
        """The words of the subject."""
        phrase = self.clause.subject
        return [token.low for token in self.parser.tokens[phrase.start : phrase.end]] if phrase else []

    @property
    def ours(self) -> bool:
        """Is it "we", or everybody?"""
        return bool(self.subject) and self.subject[0] in ("we", "us", "everyone", "everybody")


_PARTED = (["out"], ["up"], ["down"], ["into"])
_LOOSED = frozenset({"dependency", "link", "loop", "cycle", "deadlock", "circuit", "tie", "ice", "silence", "glass"})


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
