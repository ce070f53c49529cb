"""Which thing a finding is about: its own, one bound to its words, or what a pronoun stands for."""

from __future__ import annotations

from dataclasses import dataclass, field

from postmortems.language.act import Act
from postmortems.language.acts import Acts
from postmortems.language.agents import Actor
from postmortems.language.binding import bound, wrong
from postmortems.language.clauses import Clause
from postmortems.language.grammar import Parser
from postmortems.language.kinds import firm, sound
from postmortems.language.lists import judging_words, nouns
from postmortems.language.nouns import Thing
from postmortems.language.words import classes

REACH = 24  # tokens around a finding that may name its thing


@dataclass(slots=True)
class Nearby:
    """A finding at tokens [start:end], with the things that stand around it."""

    text: str
    parser: Parser
    start: int
    end: int
    rule: str
    clause: Clause | None
    act: Act | None = None
    thing: Thing | None = None
    acts: Acts = field(init=False)
    sought: bool = False

    @property
    def lows(self) -> list[str]:
        """The words of the finding."""
        return self.parser.lows[self.start : self.end]

    def near(self) -> Thing | None:
        """The thing of this finding: its own, else one that its telling word is bound to."""
        if self.thing is None and not self.sought:
            self.sought = True
            self.thing = self._bound() or wrong(self.acts.nouns)
        return self.thing

    def _bound(self) -> Thing | None:
        return self._qualifying() or self._behind() or self._inside()

    def _behind(self) -> Thing | None:
        """ "the token" in "careless with the token", "the cutover" in "lacked the experience to run the cutover"."""
        first = self.clause.verb if self.clause else self.start
        stop = first + REACH
        if self.clause and self.clause.opener in ("if", "had"):
            stop = max(first, min(stop, self.clause.end))  # behind it stands what did not come of it
        said = self.parser.tokens[first + 1 : stop]
        reach = next((k for k, token in enumerate(said) if token.low in _OUTCOME), len(said))
        return self._bound_among(first + 1, reach, self.clause.verb if self.clause else self.end - 1)

    def _bound_among(self, first: int, reach: int, told: int) -> Thing | None:
        """The first thing of those within ``reach`` that is bound to the word at ``told`` or to one that judges."""
        for thing in self.acts.nouns.after(first, reach):
            judged = (k for k in range(told + 1, thing.start) if self.parser.lows[k] in judging_words())
            if bound(self.parser, max(judged, default=told), thing) and self._fits(thing):
                return thing
        return None

    def _inside(self) -> Thing | None:
        """ "the config" in "Beatriz's typo in the config caused the outage"."""
        if self.clause and self.clause.actor is not Actor.THING:
            return None  # where somebody belongs, as in "a colleague at the waterworks"
        verb = self.clause.verb if self.clause else self.start
        return self._bound_among(self.start + 1, max(0, verb - self.start - 1), self.start)

    def _qualifying(self) -> Thing | None:
        """ "configuration" in "stupid configuration mistake"."""
        tokens = self.parser.tokens
        for k in range(max(1, self.start), min(self.end + 2, len(tokens))):
            before = tokens[k - 1]
            if tokens[k].low in classes()["failing_nouns"] and self.parser.codes[k - 1] == "" and not before.possessive:
                return None if before.low in _NO_QUALIFIER else self.acts.nouns.at(k - 1, stop=k)
        return None

    def _fits(self, thing: Thing) -> bool:
        known = nouns()
        punished = self.rule == "punitive" and thing.head in known["punishing"]
        single = " " not in thing.bare
        loose = thing.head in known["machines"] or (single and thing.head in known["object_only"])
        gerund = thing.bare.endswith("ing") and not thing.article
        figure = (
            self.rule in ("contempt", "sarcasm")
            and self.clause is None
            and thing.start < self.end
            and self.start < thing.end
        )
        empty = figure or (single and thing.head in known["light"])
        own = thing.article in _PERSONAL and not firm(thing.head)  # "his pants", "her sandwich"
        own = own or self._echoes(thing)
        return not (punished or empty or gerund or own or loose) and sound(thing.head)

    def _echoes(self, thing: Thing) -> bool:
        """ "did not count": the verb itself, taken for a noun without an article."""
        return self.act is not None and not thing.article and thing.start <= self.act.at < thing.end

    def _meant(self, at: int) -> Thing | None:
        """What "it" stands for: what the clause before was done to, else the last thing named before the verb."""
        if dealt := self._dealt_with(at):
            return dealt
        return self._nearest(at)

    def _nearest(self, at: int) -> Thing | None:
        """The last thing named before token ``at``."""
        found = list(self.acts.nouns.after(max(0, at - REACH), min(at, REACH)))
        said = (thing for thing in reversed(found) if thing.article in ("the", "a", "an"))
        return next((thing for thing in said if sound(thing.head)), None)

    def _told_of(self) -> bool:
        """ "a bundle that they never opened": does the clause tell of what stands before it?"""
        clause, act = self.clause, self.act
        if clause is None or act is None or not act.undone or clause.opener != "relative" or clause.subject is None:
            return False
        closes = act.at + 1 >= len(self.parser.tokens) or self.parser.codes[act.at + 1] not in ("", "D")
        return (
            clause.actor is not Actor.THING and clause.start == clause.subject.start and closes and not clause.passive
        )

    def _dealt_with(self, at: int) -> Thing | None:
        """What somebody dealt with in the clause before token ``at``: the token in "used the token in the job"."""
        before = self.parser.clauses_from(max(-1, at - REACH), min(at + 1, REACH) - 1)
        told = before[-1] if before and before[-1].verb < at else None
        if told is None or told.actor in (Actor.THING, Actor.NOBODY) or told.passive:
            return None
        thing = self.acts.of(told, "").thing
        return thing if thing and thing.end <= at and sound(thing.head) else None


_NO_QUALIFIER = classes()["human_words"] | classes()["contempt"] | nouns()["softeners"] | {"manual", "serious", "huge"}
_PERSONAL = frozenset({"his", "her", "my", "their"})
_OUTCOME = frozenset({"resulted", "resulting", "led", "leading", "causing"})  # what stands behind is what came of it
