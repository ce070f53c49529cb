"""Whose verb it is: the subject of a clause that is about to begin, also where it stands further back."""

from __future__ import annotations

from postmortems.language.agents import Actor, People
from postmortems.language.phrases import NounPhrase
from postmortems.language.sentence import Sentence
from postmortems.language.speech import verb_of
from postmortems.language.tokens import Token
from postmortems.language.words import classes

_MENTAL = classes()["mental"]
_TELLING = _MENTAL | {"say", "tell", "show", "mean", "hope", "guess", "claim", "find", "feel", "realise", "realize"}
_TOLD_OF = classes()["telling_state"] | {"mention", "include", "cover", "describe", "explain", "state", "warn"}


class Subjects(Sentence):
    """``fresh`` is the phrase just read, ``head`` the last that can carry a verb, ``opener`` what leads the clause."""

    def __init__(self, tokens: list[Token], people: People) -> None:
        super().__init__(tokens, people)
        self.head: NounPhrase | None = None
        self.fresh: NounPhrase | None = None
        self.joined = False
        self.opener = ""
        self.boundary = 0

    def _last_person(self) -> NounPhrase | None:
        recent = self.phrases[-1:-4:-1]
        return next((phrase for phrase in recent if phrase.actor is not Actor.THING), recent[0] if recent else None)

    def _person_at(self, i: int) -> bool:
        if i >= len(self.tokens) or self.codes[i] not in ("", "D"):
            return False
        return self.reader.named(i, self.reader.end_of(i)).actor is not Actor.THING

    def _subject(self) -> tuple[NounPhrase | None, bool]:
        if self.opener == "had" and (self.head or self.fresh):
            since = [phrase for phrase in self.phrases[-4:] if phrase.start >= self.boundary]
            return next((p for p in since if p.actor is not Actor.THING), self.fresh), False
        if resumed := self._resumed():
            return resumed, False
        if self.fresh and not self.fresh.governed:
            return self.fresh, False
        if self.head:
            return self.head, False
        if self.fresh and not self.clauses:  # "Because of the worker is not careful, ..."
            return self.fresh, False
        if self.clauses and self.joined:
            last = self.clauses[-1]
            told = len(self.clauses) > 1 and last.opener == "relative" and self.clauses[-2].lemma in _MENTAL
            outer = self.clauses[-2] if len(self.clauses) > 1 and (last.complement or told) else last
            return (outer if outer.lemma in _MENTAL else last).subject, True
        return None, False

    def _resumed(self) -> NounPhrase | None:
        """ "Whoever deployed this needs ...", "the engineer who wrote it was ...": the outer verb has the person."""
        last = self.clauses[-1] if self.clauses else None
        if last is None or last.subject is None or self.joined or self.opener or last.lemma in _TELLING:
            return None
        free = self.lows[last.subject.start] == "whoever" and last.subject.end == last.start + 1
        who = last.opener == "who" or (last.opener == "relative" and last.subject.end < last.start)
        acting = last.subject.actor is not Actor.THING and self.fresh is not None
        return last.subject if acting and (free or who) else None

    def _busy(self, i: int) -> bool:
        """ "the engineer using the playbook ran ...": what follows belongs to the person, and the person acts."""
        verb = verb_of(self.lows[i])
        acting = self.fresh is not None and self.fresh.end == i and self.fresh.actor is not Actor.THING
        return acting and verb is not None and "ing" in verb[1]

    def _of_things(self, i: int) -> bool:
        """ "We read the notes, and they do not mention it": "they" are the things that somebody has just dealt with."""
        last, before = self.clauses[-1:], self.phrases[-1:]
        if not (last and before and last[0].subject and before[0].start > last[0].verb):
            return False
        things = before[0].actor is Actor.THING and self.tokens[before[0].end - 1].low.endswith("s")
        doer = self.tokens[last[0].subject.end - 1].low
        alone = last[0].actor in (Actor.PERSON, Actor.SELF) or doer in ("we", "i")
        said = (verb_of(token.low) for token in self.tokens[i + 1 : i + 4] if self.codes[i + 1] in ("A", "N", "M", ""))
        lemmas = {verb[0] for verb in said if verb}
        return things and alone and doer not in classes()["plural_roles"] and not lemmas.isdisjoint(_TOLD_OF)
