"""What a text says was done or left undone: the verb, the thing, the place, and what went on meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from postmortems.language import forms
from postmortems.language.agents import Actor, pronoun
from postmortems.language.clauses import Clause
from postmortems.language.nouns import Nouns, Thing, nouns
from postmortems.language.speech import verb_of

_PARTICLES = frozenset({"off", "down", "up", "out", "over", "back", "on", "through", "in", "away"})
_PLACING = frozenset({"on", "to", "into", "in", "from", "against", "onto", "with", "at", "for"})
_UNDOING = frozenset({"forget", "fail", "neglect", "omit", "refuse", "decline"})
_WEAK = frozenset({"bother", "remember", "care", "think", "try", "manage", "want", "stop", "take", "come"})
_LEADING = frozenset({"decide", "choose", "insist", "prefer", "need", "have", "keep", "start", "begin", "go",
                      "continue", "proceed", "attempt", "rush", "hurry", "ought", "get", "end", "happen"})  # fmt: skip
_MEANWHILE = frozenset({"before", "when", "while", "after", "during"})
_STEPS = 4  # verbs that may stand before the one that counts: "did not even bother to try to check"


@dataclass(slots=True)
class Act:
    """One act: ``verb`` is the base form, ``tail`` what belongs to it ("back on", "on the live database")."""

    verb: str
    low: str
    at: int
    undone: bool = False
    thing: Thing | None = None
    particle: str = ""
    before: bool = False
    place: str = ""
    spot: Thing | None = None
    without: str = ""
    when: str = ""
    state: str = ""
    told: bool = False
    whole: str = ""
    event: Thing | None = None
    against: Thing | None = None

    @property
    def key(self) -> str:
        """The verb with its particle, as the families know it."""
        return f"{self.verb}~{self.particle}" if self.particle and not self.before else self.verb

    @property
    def tail(self) -> str:
        """What follows the verb when the thing stands before it."""
        return " ".join(part for part in (self.particle, self.place) if part)

    def form(self, word: str) -> str:
        """One form of the verb with its tail."""
        return f"{word} {self.tail}".strip()


class Acts:
    """Reads the acts of one sentence."""

    def __init__(self, nouns_here: Nouns) -> None:
        self.nouns, self.parser, self.text = nouns_here, nouns_here.parser, nouns_here.text
        self.tokens, self.codes = self.parser.tokens, self.parser.codes

    def of(self, clause: Clause, rule: str) -> Act:
        """The act a clause tells. A counterfactual tells what was not done."""
        unreal = rule == "counterfactual" or (clause.modal not in ("", "would") or clause.opener in ("if", "had"))
        undone = clause.negated != unreal
        if clause.passive and clause.lemma == "bother":
            return self.inner(clause.verb, True)
        if clause.passive:
            act = self.at(clause.verb, undone)
            act.thing = self.nouns.at(clause.subject.start) if clause.subject else None
            return act
        return self.inner(clause.verb, undone or clause.actor is Actor.NOBODY)

    def inner(self, i: int, undone: bool) -> Act:
        """The act at verb ``i``, past "forgot to", "did not bother to", "insisted on"."""
        for _ in range(_STEPS):
            lemma, k = forms.lemma_of(self.tokens[i].low), self._after_adverbs(i + 1)
            if lemma not in _UNDOING | _WEAK | _LEADING or not (verb := self._linked(k)):
                break
            undone = self._turned(lemma, undone, i, verb)
            i = verb
        return self.at(i, undone)

    def _turned(self, lemma: str, undone: bool, i: int, verb: int) -> bool:
        declined = any(token.low == "not" for token in self.tokens[i + 1 : verb])
        return True if lemma in _UNDOING or declined else undone

    def _linked(self, k: int) -> int | None:
        """The verb that follows at ``k``: "to check", "on doing", "not to wait", "running"."""
        n = len(self.tokens)
        k += k < n and self.tokens[k].low == "not"
        if k + 1 < n and self.tokens[k].low in ("to", "on", "about", "with", "by"):
            j = self._after_adverbs(k + 1)
            base = self.tokens[k].low == "to" and j < n and self.codes[j] == "" and _can_be_base(self.tokens[j].low)
            return j if base or (j < n and _is_ing(self.tokens[j].low)) else None
        return k if k < n and _is_ing(self.tokens[k].low) else None

    def _after_adverbs(self, k: int) -> int:
        stop = min(k + 3, len(self.tokens))
        while k < stop and self.codes[k] == "V" and self.tokens[k].low not in _PARTICLES:
            k += 1
        return k

    def at(self, i: int, undone: bool) -> Act:
        """The act whose verb is token ``i``, with its object and what stands around it."""
        low = self.tokens[i].low
        act = Act(forms.lemma_of(low), low, i, undone)
        k = self._particle(act, self._after_adverbs(i + 1))
        k = self._past_person(act, k)
        k = self._object(act, k)
        k = self._state(act, k)
        self._place(act, self._late_particle(act, k))
        self._around(act, i)
        return act

    def _particle(self, act: Act, k: int) -> int:
        if k < len(self.tokens) and self.tokens[k].low in _PARTICLES and (act.verb, self.tokens[k].low) in _PHRASAL:
            act.particle = self.tokens[k].low
            k += 1
            if act.particle == "off" and k < len(self.tokens) and self.tokens[k].low == "on":
                act.particle, k = "off on", k + 1
        return k

    def _past_person(self, act: Act, k: int) -> int:
        """ "gave the vendor the ...", "told the ward about ...": whom it was told to does not matter here."""
        if k >= len(self.tokens) or self.codes[k] not in ("", "D"):
            return k
        end = self.parser.reader.end_of(k)
        owned = any(token.possessive for token in self.tokens[k:end])
        person = pronoun(self.tokens[k]) or self.parser.reader.named(k, end).actor is not Actor.THING
        audience = act.verb in _AUDIENCE and act.undone
        if not (person or audience) or (owned and not audience):
            return k
        act.told = True
        end = min(end, k + 4)
        return end + 1 if end < len(self.tokens) and self.tokens[end].low in ("about", "of", "that") else end

    def _object(self, act: Act, k: int) -> int:
        """The thing at ``k``, also behind the preposition that belongs to the verb: "looked at the graph"."""
        low = self.tokens[k].low if k < len(self.tokens) else ""
        belongs = low in _PREPOSITIONS.get(act.verb, ())
        stop = self._letting(act, k) if act.verb in ("leave", "let") else None
        act.thing = self.nouns.at(k + belongs, stop=stop) if k + belongs < len(self.tokens) else None
        if act.thing is None:
            act.whole = low if low == "everything" else ""
            return k
        if belongs and low not in ("about", "that"):
            act.particle, act.before = f"{act.particle} {low}".strip(), True
        return act.thing.end

    def _letting(self, act: Act, k: int) -> int | None:
        """Where the thing ends in "left the firewall open", "let the certificate lapse"."""
        told = _STATES if act.verb == "leave" else _STATES | _RUNNING_OUT
        return next((j for j in range(k + 1, min(k + 7, len(self.tokens))) if self.tokens[j].low in told), None)

    def _state(self, act: Act, k: int) -> int:
        """ "left the port open", "let the certificate lapse"."""
        if act.thing is None or act.verb not in ("leave", "let") or k >= len(self.tokens):
            return k
        low = self.tokens[k].low
        fitting = low in _STATES or (act.verb == "let" and (low in _RUNNING_OUT or verb_of(low))) or _is_ing(low)
        act.state = low if fitting and self.tokens[k].kind == "word" else ""
        return k + 1 if act.state else k

    def _late_particle(self, act: Act, k: int) -> int:
        """ "turn the write lock back on": the particle may stand behind the thing."""
        late = []
        while act.thing and k < len(self.tokens) and self.tokens[k].low in _PARTICLES and len(late) < 2:
            opens = k + 1 < len(self.tokens) and self.codes[k + 1] in ("D", "") and self.tokens[k].kind == "word"
            if opens and self.tokens[k].low not in ("back", "off", "down", "up", "out"):
                break
            late.append(self.tokens[k].low)
            k += 1
        act.particle = " ".join([*filter(None, [act.particle]), *late])
        return k

    def _place(self, act: Act, k: int) -> None:
        """Where, onto what or with what it was done, when that is a thing too; or by hand."""
        k = self._after_adverbs(k)
        if k + 1 >= len(self.tokens):
            return
        low = self.tokens[k].low
        if low == "by" and self.tokens[k + 1].low == "hand":
            act.place = "by hand"
        if low not in _PLACING or self.tokens[k + 1].low in ("mistake", "accident"):
            return
        if low == "to" and self.codes[k + 1] == "" and verb_of(self.tokens[k + 1].low):
            return
        spot = self.nouns.at(k + 1)
        if spot:
            act.spot = spot
            act.place = f"{low} {'the wrong ' + spot.bare if spot.wrong else spot.general}"

    def _around(self, act: Act, i: int) -> None:
        """What it went without and what went on meanwhile."""
        for k in range(i + 1, min(i + 16, len(self.tokens) - 1)):
            low = self.tokens[k].low
            if low == "without":
                act.without = self._without(k)
            if low in _MEANWHILE and not act.when:
                act.when = self._meanwhile(act, k)
            if self.tokens[k].kind == "punct" and low in ";:.":
                return

    def _without(self, k: int) -> str:
        """ "without waiting for CI", as long as it speaks of things alone."""
        start = k + 1
        while start < len(self.tokens) and self.tokens[start].low in ("even", "so", "much", "as", "bothering", "to"):
            start += 1
        verb = self.tokens[start] if start < len(self.tokens) else None
        if verb is None or not (_is_ing(verb.low) or _can_be_base(verb.low)) or verb.low in _HEEDLESS:
            return ""
        act = Act(forms.lemma_of(verb.low), verb.low, start)
        after = self._object(act, self._after_adverbs(start + 1))
        alone = _is_ing(verb.low) and (after >= len(self.tokens) or self.codes[after] in (".", "S"))
        if (act.thing is None and not alone) or self.codes[after : after + 1] == ["C"]:
            return ""
        return f"without {phrase(act)}"

    def without_thing(self, i: int) -> Thing | None:
        """What stands in the "without ..." behind verb ``i``."""
        lows = [token.low for token in self.tokens[i : i + 16]]
        return next(self.nouns.after(i + lows.index("without") + 1, 8), None) if "without" in lows else None

    def _meanwhile(self, main: Act, k: int) -> str:
        """ "pushing the config", "the launch": what went on before, after or while."""
        if k + 1 < len(self.tokens) and _is_ing(self.tokens[k + 1].low):
            act = Act(forms.lemma_of(self.tokens[k + 1].low), self.tokens[k + 1].low, k + 1)
            after = self._particle(act, k + 2)
            self._object(act, after)
            return phrase(act) if act.thing else ""
        thing = self.nouns.at(k + 1)
        done = thing and (thing.end >= len(self.tokens) or self.codes[thing.end] in (".", "C", "P", "S"))
        if not (thing and done and thing.head in nouns()["events"]):
            return ""
        main.event = thing
        return thing.definite


def phrase(act: Act, general: bool = False) -> str:
    """The act as a noun: "pushing the config", "running the cleanup script on the live database"."""
    thing = act.whole if act.thing is None else act.thing.general if general else act.thing.definite
    if act.thing and act.thing.wrong:
        thing = f"the wrong {act.thing.bare}"
    inside = [act.particle, thing] if act.before or act.particle in _CLOSE else [thing, act.particle]
    return " ".join(part for part in (forms.doing(act.low), *inside, act.place if general else "") if part)


def _is_ing(low: str) -> bool:
    verb = verb_of(low)
    return verb is not None and "ing" in verb[1] and low not in ("during", "nothing", "something", "anything")


def _can_be_base(low: str) -> bool:
    verb = verb_of(low)
    return verb is None or "base" in verb[1]


_CLOSE = frozenset({"down", "off", "out", "over", "up"})
_HEEDLESS = frozenset({"thinking", "asking", "telling", "caring", "regard", "care", "thought", "hesitation"})
_STATES = frozenset({"open", "on", "off", "unlocked", "unattended", "enabled", "disabled", "exposed", "connected",
                     "unplugged", "running", "mounted", "public", "writable", "unpatched", "unprotected", "armed",
                     "loose", "blank", "empty", "stale", "behind", "unencrypted", "active", "live"})  # fmt: skip
_RUNNING_OUT = frozenset({"expire", "lapse", "fill", "grow", "run", "overflow", "drift", "age", "rot", "starve", "pile",
                          "drop", "slip", "overheat", "freeze", "stall", "drain", "boil", "sit", "burn"})  # fmt: skip
_PREPOSITIONS = {
    "look": ("at", "into", "for"), "listen": ("to",), "wait": ("for", "on"), "respond": ("to",), "react": ("to",),
    "think": ("about", "of"), "ask": ("for", "about"), "stick": ("to",), "adhere": ("to",), "comply": ("with",),
    "rely": ("on",), "attend": ("to",), "go": ("through", "past", "around"), "click": ("through", "past"),
    "sign": ("on", "off"), "walk": ("past",), "drive": ("through",), "tamper": ("with",), "log": ("into",),
    "account": ("for",), "check": ("for", "with"), "monitor": ("for",), "forget": ("about",), "know": ("about",),
    "learn": ("about",), "notice": ("that",), "assume": ("that",), "test": ("with", "against", "for"), "care": ("about",),
    "own": (), "work": ("around",), "scroll": ("past",), "paste": (), "answer": ("to",), "agree": ("on",),
    "communicate": ("about",), "read": ("through",), "follow": ("up",), "plan": ("for",), "watch": ("for",),
    "decide": ("on",), "speak": ("about",), "talk": ("about",), "talked": ("about",), "verify": ("that",),
}  # fmt: skip
_PHRASAL = frozenset(
    (verb, particle)
    for verb, particles in {
        "take": "down out off", "bring": "down up back", "shut": "down off", "turn": "off on down up", "back": "up",
        "switch": "off on over", "roll": "back out over", "clean": "up out", "plug": "in", "sign": "off", "set": "up",
        "hand": "over", "knock": "out over", "pull": "out down through", "fill": "in out up", "leave": "out off on",
        "close": "out down", "tear": "down", "spin": "up down", "scale": "up down out in", "lock": "out", "wave": "through away",
        "write": "down up off", "power": "off down up on", "cut": "off over out", "mix": "up", "mess": "up", "screw": "up",
        "foul": "up", "wipe": "out", "blow": "up away off", "kill": "off", "pick": "up", "shrug": "off", "click": "through",
        "brush": "off", "pass": "over on", "gloss": "over", "tick": "off", "check": "in out", "nod": "through", "freak": "out",
        "follow": "up", "double": "up", "look": "up", "sum": "up", "ramp": "up", "cool": "down", "wind": "down", "start": "up",
    }.items()
    for particle in particles.split()
)  # fmt: skip
_AUDIENCE = frozenset({"tell", "inform", "notify", "warn", "brief", "advise"})
