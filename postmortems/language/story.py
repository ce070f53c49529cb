"""One finding as its question sees it: the words, the act they tell, and the thing it is about."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from postmortems.language import forms
from postmortems.language.act import Act
from postmortems.language.acts import Acts
from postmortems.language.agents import INDIVIDUAL, Actor
from postmortems.language.clauses import Clause
from postmortems.language.forms import is_ing
from postmortems.language.frames import verbs
from postmortems.language.kinds import firm, sound
from postmortems.language.lists import nouns
from postmortems.language.nearby import REACH, Nearby
from postmortems.language.speech import verb_of
from postmortems.language.things import Nouns


@dataclass(slots=True)
class Story(Nearby):
    """The act that a finding tells, and its thing: both are read once, when the story is told."""

    def __post_init__(self) -> None:
        self.acts = Acts(Nouns(self.text, self.parser))
        self.act = (
            self._of_clause(self.clause)
            if self.clause
            else self._nominal() or self._told_beside() or self._own() or self._undergone()
        )
        if self.act and self.clause is None and verb_of(self.act.low) is None:
            self.act = None  # "all", "too": no verb
        if self.act and self.act.thing is None and self._told_of():
            self.act.thing = self._nearest(self.clause.start if self.clause else 0)
        if self._excusing() and (told := self._told_before()):
            self.act = told
        if self.act and self.act.pronoun and self.act.thing is None:
            self.act.thing = self._meant(self.act.at)
        if self.act and self.act.thing and self._echoes(self.act.thing):
            self.act.thing = None
        self.thing = self.act.thing if self.act else None
        subject = self.clause.subject if self.clause else None
        if subject and subject.actor is Actor.THING and self.clause and not self.clause.passive:
            itself = self.acts.nouns.at(subject.start)
            named = itself and (itself.article or itself.name or itself.plural or firm(itself.head))
            self.thing = self.thing or (itself if named else None)  # "raj was lazy": perhaps somebody

    def _excusing(self) -> bool:
        """ "... because he was distracted": a reason that names no thing of its own."""
        act = self.act
        silent = act is None or not (act.thing or act.spot or act.without or act.pronoun)
        return silent and self.clause is not None and self.clause.opener in ("because", "since", "as")

    def _told_before(self) -> Act | None:
        """What the reason is given for: "passed the signal because he was distracted"."""
        before = self.parser.clauses_from(max(-1, self.start - REACH), min(self.start, REACH) - 1)
        told = before[-1] if before and before[-1].actor in INDIVIDUAL else None
        act = self.acts.of(told, "") if told and not told.modal else None
        return act if act and act.thing and sound(act.thing.head) else None

    def _undergone(self) -> Act | None:
        """ "Due to Elin's negligence the index was lost": what was done to the thing, though no hand is named."""
        if self.rule not in ("nominal", "possessed") or self._bound():
            return None
        following = self.parser.clauses_from(self.end - 1, REACH)
        told = next(iter(following), None)
        if told is None or not told.passive or told.actor is not Actor.THING or told.negated or told.modal:
            return None
        act = self.acts.of(told, "")
        return act if act.thing and sound(act.thing.head) and act.verb not in _CAUSING else None

    def _own(self) -> Act | None:
        """The act that a set phrase tells by itself: "waved the change through", "approved it blind"."""
        inside = self.parser.clauses_from(self.start - 1, max(1, self.end - self.start))
        before = self.parser.clauses_from(max(-1, self.start - 10), min(self.start, 10) - 1)
        clause = before[-1] if self.rule == "manner" and before else next(iter(inside), None)
        act = self._of_clause(clause) if clause and clause.actor is not Actor.THING else None
        return act if act and act.thing and (known(act) or self.rule == "manner") else None

    def _of_clause(self, clause: Clause) -> Act:
        """The act of the clause; of a verdict ("was stupid to run it", "got lazy and copied it") the one it judges."""
        act = self.acts.of(clause, self.rule)
        if known(act) == "avert":
            return self._averting(act)
        if (doing := self._agent_doing(clause)) or (doing := self._instead(clause, act)):
            return doing
        if known(act) == "break" and (step := self._by_which(act)):
            return step
        slow = clause.lemma == "take" and self.parser.lows[clause.verb + 1 : clause.verb + 3] == _SLOW
        judging = slow or (
            not clause.passive if clause.lemma in _JUDGING else self.rule == "verdict" and clause.passive
        )
        return self._judged(clause, act) if judging else act

    def _agent_doing(self, clause: Clause) -> Act | None:
        """ "was caused by Hannah restarting the broker"."""
        at = clause.by.end if clause.by and clause.lemma in _CAUSING else 0
        doing = at and at < len(self.parser.tokens) and is_ing(self.parser.lows[at])
        return self.acts.inner(at, False) if doing else None

    def _instead(self, clause: Clause, act: Act) -> Act | None:
        """ "was chatting instead of watching the pool": what was not done tells more than what took its place."""
        if act.thing or clause.passive:
            return None
        lows = self.parser.lows[clause.verb : clause.verb + 12]
        for k, pair in enumerate(pairwise(lows)):
            if pair in _IN_PLACE and is_ing("".join(lows[k + 2 : k + 3])):
                meant = self.acts.inner(clause.verb + k + 2, True)
                return meant if meant.thing else None
        return None

    def _judged(self, clause: Clause, act: Act) -> Act:
        lows = self.parser.lows[clause.verb + 1 : clause.verb + 7]
        at = next((k for k, low in enumerate(lows) if self._leads_on(clause, k, low)), None)
        if at is not None and clause.verb + at + 2 < len(self.parser.tokens):
            undone = (
                "too" in [*lows, *clause.adverbs]
                or (clause.negated and clause.lemma != "have")
                or clause.actor is Actor.THING
            )
            judged = self.acts.inner(clause.verb + at + 1 + (lows[at] == "to"), undone)
            return judged if judged.thing or known(judged) in ("call", "tell") else act
        following = self.parser.clauses_from(clause.verb, 6)
        judged = self.acts.of(following[0], "") if following and following[0].carried else act
        return judged if judged.thing else act

    def _by_doing(self, act: Act) -> int | None:
        """The verb of "by testing the index" shortly behind an act."""
        lows = self.parser.lows[act.at + 1 : act.at + 8]
        by = act.at + 1 + lows.index("by") if "by" in lows else 0
        doing = by and by + 1 < len(self.parser.tokens) and is_ing(self.parser.lows[by + 1])
        return by + 1 if doing else None

    def _by_which(self, act: Act) -> Act | None:
        """ "broke the page by upgrading a library": the step tells more than what came of it."""
        at = self._by_doing(act)
        step = self.acts.inner(at, False) if at else None
        return step if step and step.thing else None

    def _averting(self, act: Act) -> Act:
        """ "could have prevented this by testing the index": what would have averted it is what was not done."""
        if at := self._by_doing(act):
            return self.acts.inner(at, True)
        wished = next((c for c in self.parser.clauses_from(act.at, REACH) if c.opener in ("if", "had")), None)
        return self.acts.of(wished, "counterfactual") if wished and wished.actor is not Actor.THING else act

    def _leads_on(self, clause: Clause, k: int, low: str) -> bool:
        """Does "to run it" or, after "has no business", "touching it" stand ``k`` words behind the verb?"""
        after = clause.verb + k + 2
        if self.parser.codes[after - 2] == "D":
            return False  # "had no idea what the sharding key was for"
        to_verb = low == "to" and after < len(self.parser.tokens) and self.parser.codes[after] == ""
        return (to_verb and not self.parser.tokens[after].capital) or (low.endswith("ing") and clause.lemma == "have")

    def _nominal(self) -> Act | None:
        """ "failure of the engineer to follow the policy", "the cause was an admin applying the ACL"."""
        tokens = self.parser.tokens
        for k in range(self.start, min(self.end + 8, len(tokens) - 1)):
            low = tokens[k].low
            if low in ("failure", "failures", "neglect", "refusal", "inability", "bothered"):
                return self.acts.at(at, True) if (at := self._to_verb(k)) else None
            if tokens[k].kind == "punct" and low in ".;:!?":
                return None
            much = tokens[k + 1].low == "much"  # "too much to ask": of nobody's trait
            if (
                low in ("too", *_MADE)
                and not much
                and (at := self._to_verb(k))
                and at <= k + (3 if low == "too" else 2)
            ):
                return self.acts.inner(at, low == "too")  # "too proud to read it", "his mistake to run it"
            if self.rule == "nominal" and k < self.end + 3 and (told := self.acts.of_noun(k)):
                return told
            if low in _PRAISED and self.rule in ("sarcasm", "contempt") and (at := self._to_verb(k)):
                return self.acts.inner(at, False)
            names_it = self.rule in ("cause", "sarcasm", "possessed") or (self.rule == "nominal" and k == self.end)
            acting = names_it and k >= self.end and is_ing(low)
            if acting and low not in nouns()["ing_nouns"] and forms.lemma_of(low) != "be" and self._does(k):
                return self.acts.inner(k, False)
        return None

    def _does(self, k: int) -> bool:
        """ "an admin applying the ACL", not "the sharding key"."""
        before, after = self.parser.codes[k - 1 : k], self.parser.codes[k + 1 : k + 2]
        return before != ["D"] and not (after == [""] and self.parser.codes[k + 2 : k + 3] not in ([""], ["P"]))

    def _to_verb(self, k: int) -> int | None:
        """The verb of "to follow" within a few words after token ``k``."""
        for j in range(k + 1, min(k + 8, len(self.parser.tokens) - 1)):
            if self.parser.lows[j] == "to" and self.parser.codes[j + 1] == "":
                return j + 1
        return None

    def _told_beside(self) -> Act | None:
        """What a set phrase comments on: "My fault: I ran it in the wrong tab", "Retrain Sam because he ..."."""
        if self.rule == "nominal" and self.start and self.parser.lows[self.start - 1] == "by":
            before = self.parser.clauses_from(max(-1, self.start - 8), 7)
            return self.acts.of(before[-1], "") if before and before[-1].passive else None
        if self.rule not in _COMMENTS and self.rule != "nominal":
            return None
        behind = self.parser.clauses_from(self.start - 1, REACH)
        before = self.parser.clauses_from(max(-1, self.start - REACH), min(self.start, REACH) - 1)
        if self.rule == "nominal":
            behind, before = [c for c in behind if c.actor in INDIVIDUAL and not c.modal], []
        for clause in [*behind, *reversed(before)]:
            mocked = clause.opener == "who" or self.rule in ("sarcasm", "contempt")
            thing = clause.actor is Actor.THING and clause.subject is not None and not mocked
            others = clause.actor not in INDIVIDUAL and clause.subject is not None and not (mocked or clause.passive)
            noun = clause.verb > 0 and self.parser.codes[clause.verb - 1] == "D"  # "the sharding key"
            act = None if thing or others or noun or clause.lemma == "need" else self._of_clause(clause)
            if act and self._compared(clause):
                act.undone = True
            if act and not self._figure(act) and (act.thing or act.spot or act.without):
                return act
        return self._ironic() if self.rule == "sarcasm" else None

    def _compared(self, clause: Clause) -> bool:
        """ "Everyone else managed to rotate it": told as what one of them did not do."""
        subject = clause.subject
        lows = set(self.parser.lows[subject.start : subject.end]) if subject else set()
        return bool(lows & _OTHERS) and not clause.negated

    def _figure(self, act: Act) -> bool:
        """ "sat on the ticket": a verb of the idiom itself, that says of no known kind of act."""
        inside = self.rule == "contempt" and self.start <= act.at < self.end
        return inside and not act.undone and not known(act)

    def _ironic(self) -> Act | None:
        """ "Apparently reading the banner is too much to ask": what is said with a sting was not done."""
        for k in range(max(0, self.start - REACH), min(self.start + REACH, len(self.parser.tokens) - 1)):
            ahead = k == 0 or self.parser.lows[k - 1] == "to" or self.parser.lows[k].endswith("ing")
            act = self.acts.at(k, True) if ahead and self.parser.codes[k] == "" else None
            if act and act.thing and known(act):
                return act
        return None


_JUDGING = frozenset({"be", "get", "become", "seem", "have"})
_SLOW = ["too", "long"]
_MADE = ("mistake", "error", "decision", "choice", "habit")
_CAUSING = frozenset({"cause", "trigger", "bring", "prompt", "set"})
_IN_PLACE = (("instead", "of"), ("rather", "than"))
_OTHERS = frozenset({"everyone", "everybody", "others", "else", "rest"})
_PRAISED = frozenset({"move", "idea", "job", "work", "decision", "thinking", "plan", "call"})
_COMMENTS = frozenset({"self", "punitive", "sarcasm", "contempt", "cause"})


def known(act: Act) -> str:
    """The family of the act's verb, or "" when the lists do not hold it."""
    kind = "undone" if act.undone else "done"
    return verbs().get((kind, act.key)) or verbs().get((kind, act.verb), "")
