"""What a text says was done or left undone: the verb, the thing, the place, and what went on meanwhile."""

from __future__ import annotations

from dataclasses import replace

from postmortems.language import forms
from postmortems.language.act import Act, phrase
from postmortems.language.agents import Actor
from postmortems.language.clauses import Clause
from postmortems.language.forms import can_be_base, is_ing
from postmortems.language.frames import verbs
from postmortems.language.kinds import sound
from postmortems.language.lists import complements, nouns
from postmortems.language.nouns import Thing
from postmortems.language.objects import Objects
from postmortems.language.speech import verb_of
from postmortems.language.words import classes

_MEANWHILE = frozenset({"before", "when", "while", "during"})
_KNOWN = complements()
_PHRASAL, _UNDOING, _HEEDLESS = _KNOWN["phrasal"], _KNOWN["undoing"], _KNOWN["heedless"]
_LEADING, _VERBS_IN_LY = _KNOWN["leading"] | _KNOWN["weak"] | _KNOWN["undoing"], _KNOWN["verbs_in_ly"]
_ASKED = frozenset({"tell", "ask", "instruct", "order", "warn", "suppose", "mean", "expect"})
_BLAND = frozenset({"handle", "manage", "perform", "treat", "lack", "state", "cause", "control"})
_IDLE = (
    _KNOWN["faint"] | _KNOWN["leading"] | _KNOWN["linking"] | _KNOWN["silent"] | {"leave", "do", "work", "say", "use"}
)  # "before going": nothing that a sentence can be about
_AMID = {"before": "before", "while": "while", "although": "while", "though": "while"}
_BREAKS = frozenset({"because", "since", "when", "while", "so", "although"})
_SUPPOSING = frozenset({"must", "may", "might"})
_STEPS = 4  # verbs that may stand before the one that counts: "did not even bother to try to check"


class Acts(Objects):
    """Reads the acts of one sentence."""

    def of(self, clause: Clause, rule: str) -> Act:
        """The act a clause tells. A counterfactual tells what was not done."""
        ideal = rule == "person" and self._ideal(clause)
        undone = clause.negated != (rule == "counterfactual" or ideal or _unreal(clause))
        if clause.passive and clause.lemma in ("bother", "remind"):
            return self.inner(clause.verb, True)
        if clause.passive and clause.lemma in _ASKED and (asked := self._linked(self._after_adverbs(clause.verb + 1))):
            turned = self._low(asked - 1) == "not" or self._low(asked - 2) == "not"
            return self.inner(asked, not (turned or self._low(asked - 1) in ("about", "against")))
        if clause.passive:
            act = self.at(clause.verb, undone)
            act.thing = self.nouns.at(clause.subject.start) if clause.subject else None
            if act.thing and not act.state:
                self._state(act, clause.verb + 1)  # "was left open by the shift"
            return act
        return self.inner(clause.verb, undone or clause.actor is Actor.NOBODY)

    def _ideal(self, clause: Clause) -> bool:
        """ "A careful engineer reads the diff": told of whoever was there, it was not done."""
        subject = clause.subject
        lows = set(self.lows[subject.start : subject.end]) if subject else set()
        verb = verb_of(self.lows[clause.verb])
        present = not clause.modal and verb is not None and "s" in verb[1]
        return present and not classes()["ideal"].isdisjoint(lows)

    def inner(self, i: int, undone: bool) -> Act:
        """The act at verb ``i``, past "forgot to", "did not bother to", "insisted on"."""
        for _ in range(_STEPS):
            lemma, k = forms.lemma_of(self.lows[i]), self._after_adverbs(i + 1)
            phrasal = f"{lemma}~{self._low(k)}" in _PHRASAL
            if phrasal or lemma not in _LEADING or not (verb := self._linked(k)):
                break
            undone = self._turned(lemma, undone, i, verb)
            i = verb
        return self.at(i, undone)

    def of_noun(self, k: int) -> Act | None:
        """The act that a noun tells of: "misinterpretation of the message", "use of the trim"."""
        verb = forms.verb_behind(self._low(k)) if self._low(k + 1) == "of" else ""
        thing = self.nouns.at(k + 2) if verb and k + 2 < len(self.tokens) else None
        if thing is None or not sound(thing.head) or verb in _BLAND:
            return None
        seen = verbs().get(("undone", verb)) in ("check", "read", "test")
        return Act(verb, verb, k, undone=seen, thing=thing)

    def _turned(self, lemma: str, undone: bool, i: int, verb: int) -> bool:
        declined = "not" in self.lows[i + 1 : verb]
        return True if lemma in _UNDOING or declined else undone

    def _linked(self, k: int) -> int | None:
        """The verb that follows at ``k``: "to check", "on doing", "not to wait", "running"."""
        k += self._low(k) == "not"
        if self._low(k) not in ("to", "on", "about", "against", "with", "by"):
            return k if is_ing(self._low(k)) else None
        j = self._after_adverbs(k + 1)
        open_class = j < len(self.tokens) and (self.codes[j] == "" or self._low(j) in _VERBS_IN_LY)
        base = self._low(k) == "to" and open_class and can_be_base(self._low(j))
        return j if base or is_ing(self._low(j)) else None

    def at(self, i: int, undone: bool) -> Act:
        """The act whose verb is token ``i``, with its object and what stands around it."""
        low = self.lows[i]
        act = Act(forms.lemma_of(low), low, i, undone)
        k = self._particle(act, self._after_adverbs(i + 1))
        k = self._past_person(act, k)
        k = self._past_value(act, self._object(act, k))
        if act.thing and act.thing.article == "no" and not act.undone:
            act.undone = True  # "left no comment", "made no check"
        k = self._state(act, k)
        self._place(act, self._late_particle(act, k))
        self._around(act, i)
        return act

    def _around(self, act: Act, i: int) -> None:
        """What it went without and what went on meanwhile."""
        for k in range(i + 1, min(i + 16, len(self.tokens) - 1)):
            low = self.lows[k]
            if low == "without":
                act.without = self._without(k)
                if act.thing is None and act.without.endswith((" it", " them")):
                    act.without = ""  # what it was done without points at what the text does not name
            if (low, self.lows[k + 1]) in (("instead", "of"), ("rather", "than")):
                act.rather = self.nouns.at(k + 2) or self._other_one(act, k + 2)
            if low == "despite" or (low == "spite" and self.lows[k + 1] == "of"):
                act.against = self.nouns.at(k + 1 + (low == "spite"))
            self._meantime(act, k)
            if self.tokens[k].kind == "punct" and low in ";:.":
                return

    def _other_one(self, act: Act, k: int) -> Thing | None:
        """ "the failed one": the same thing, told apart by another word."""
        if act.thing is None or self._low(k) != "the" or self._low(k + 2) not in ("one", "ones"):
            return None
        return replace(act.thing, bare=f"{self._low(k + 1)} {self._low(k + 2)}", article="the", start=k, end=k + 3)

    def _meantime(self, act: Act, k: int) -> None:
        """What went on before, after or while it was done, if token ``k`` opens that."""
        low = self.lows[k]
        if low in _MEANWHILE and not act.when:
            act.when = self._meanwhile(act, k)
        if low == "after" and not act.after:
            act.after = self._meanwhile(act, k)
        if low in _AMID and not act.amid:
            act.amid = self._amid(act, k)

    def _without(self, k: int) -> str:
        """ "without waiting for CI", as long as it speaks of things alone."""
        start = k + 1
        while start < k + _STEPS and self._low(start) in ("even", "so", "much", "as", "bothering", "to"):
            start += 1
        low = self._low(start)
        if not low:
            return ""
        if not is_ing(low) and self._low(start - 1) != "to":
            thing = self.nouns.at(start)
            if thing is None or thing.head in _HEEDLESS:
                return ""
            return f"without {thing.general if thing.article else thing.bare}"
        act = Act(forms.lemma_of(low), low, start)
        after = self._object(act, self._after_adverbs(start + 1))
        alone = (
            is_ing(low)
            and low not in _HEEDLESS
            and (after >= len(self.tokens) or self.codes[after] == "." or self._low(after) in _BREAKS)
        )
        if (act.thing is None and not alone) or self.codes[after : after + 1] == ["C"]:
            return ""
        act.whole = act.whole or (self._low(after - 1) if act.pronoun else "")
        return f"without {phrase(act)}"

    def without_thing(self, i: int) -> Thing | None:
        """What stands in the "without ..." behind verb ``i``."""
        lows = self.lows[i : i + 16]
        return next(self.nouns.after(i + lows.index("without") + 1, 8), None) if "without" in lows else None

    def _meanwhile(self, main: Act, k: int) -> str:
        """ "pushing the config", "the launch": what went on before, after or while."""
        low = self._low(k + 1)
        if is_ing(low):
            before, act = self._low(k) == "before", Act(forms.lemma_of(low), low, k + 1)
            after = self._particle(act, k + 2)
            self._object(act, after)
            alone = after >= len(self.tokens) or self.codes[after] not in ("", "D")
            return phrase(act) if act.thing or (before and alone and act.verb not in _IDLE) else ""
        thing = self.nouns.at(k + 1)
        done = thing and (thing.end >= len(self.tokens) or self.codes[thing.end] in (".", "C", "P", "S"))
        if not (thing and done and thing.head in nouns()["events"]):
            return ""
        main.event = thing
        return thing.definite

    def _amid(self, main: Act, k: int) -> str:
        """ "before the migration was finished", "while the job was running": how things stood, told as it can recur."""
        thing = self.nouns.at(k + 1) if k + 1 < len(self.tokens) else None
        again = thing is None and self._low(k + 1) == "it" and main.thing is not None and not main.thing.plural
        at = thing.end if thing else k + 2
        if not (thing or again) or self._low(at) not in ("was", "were", "is", "are"):
            return ""
        done = self._low(at + 1)
        closes = at + 2 >= len(self.tokens) or self.codes[at + 2] in (".", "C", "S")
        told = at + 1 < len(self.tokens) and self.codes[at + 1] == "" and closes
        verb = "are" if thing and thing.plural else "is"
        return f"{_AMID[self._low(k)]} {thing.definite if thing else 'it'} {verb} {done}" if told else ""


def _unreal(clause: Clause) -> bool:
    """ "should have checked", "if she had looked", "would have seen"; "must have pasted" guesses at what was done."""
    if clause.opener in ("if", "had"):
        return True
    if clause.perfect:
        return clause.modal not in ("", *_SUPPOSING)
    return clause.modal not in ("", "would")
