"""What stands behind a verb: its particle, whom it was told to, its thing, how that was left, and the place."""

from __future__ import annotations

from postmortems.language import forms
from postmortems.language.act import Act
from postmortems.language.agents import Actor, pronoun
from postmortems.language.forms import is_ing
from postmortems.language.kinds import sound
from postmortems.language.lists import complements, nouns
from postmortems.language.nouns import Thing, joined
from postmortems.language.speech import verb_of
from postmortems.language.things import Nouns

_KNOWN = complements()
_PARTICLES, _PHRASAL, _BEHIND, _PLACING = (_KNOWN[name] for name in ("particles", "phrasal", "behind", "placing"))
_STATES, _RUNNING_OUT, _LINKING = (_KNOWN[name] for name in ("states", "running_out", "linking"))
_AUDIENCE, _GIVING, _VERBS_IN_LY = _KNOWN["audience"], _KNOWN["giving"], _KNOWN["verbs_in_ly"]
_NO_ADVERBS = _PARTICLES | _VERBS_IN_LY
_JOINING = frozenset({"instead", "of", "for", "rather", "than", "and", "not"})
_MANNERS = frozenset({"twice", "backwards", "overnight"})
_CLAUSES = frozenset({"before", "after", "when", "while", "until", "because", "although", "and"})
_TAKEN_FOR = frozenset({"mix", "confuse", "muddle", "conflate"})
_PARTING = frozenset({"away", "back", "down", "off", "out", "up"})
_MOVING = _KNOWN["moving"]
_SEEKING = _KNOWN["seeking"]  # "treated the hives for mites": what it was done for is no part of the thing
_SWEARING = frozenset({"swear", "vow", "insist", "claim", "promise", "admit", "declare"})
_FINITE = frozenset({"was", "were", "is", "are", "had", "has", "would", "could"})
_ASKING = frozenset({"check", "confirm", "speak", "talk", "consult"})
_SAYING = frozenset({"that", "if", "whether", "how", "what"})
_PRESSING = frozenset({"press", "hit", "click"})
_GRASPING = frozenset({"understand", "know", "grasp", "learn"})


class Objects:
    """Reads behind the verbs of one sentence; each step answers the token it stopped at."""

    def __init__(self, nouns_here: Nouns) -> None:
        self.nouns, self.parser, self.text = nouns_here, nouns_here.parser, nouns_here.text
        self.tokens, self.codes = self.parser.tokens, self.parser.codes
        self.lows, self.count = self.parser.lows, len(self.tokens)

    def _low(self, k: int) -> str:
        """The word at token ``k``, "" past the end."""
        return self.lows[k] if k < self.count else ""

    def _after_adverbs(self, k: int) -> int:
        stop = k + 3
        while k < self.count and k < stop and self.codes[k] == "V" and self.lows[k] not in _NO_ADVERBS:
            k += 1
        return k

    def _particle(self, act: Act, k: int) -> int:
        if self._low(k) not in _PARTICLES or not (f"{act.verb}~{self._low(k)}" in _PHRASAL or self._parted(act, k)):
            return k
        act.particle, act.close = self._low(k), True
        if act.particle == "off" and self._low(k + 1) == "on":
            act.particle = "off on"
        return k + len(act.particle.split())

    def _parted(self, act: Act, k: int) -> bool:
        """ "put out the campfire", "tied down the load": a particle before a thing, unless somebody moved that way."""
        return self._low(k) in _PARTING and self.codes[k + 1 : k + 2] == ["D"] and act.verb not in _MOVING

    def _past_person(self, act: Act, k: int) -> int:
        """ "gave the vendor the ...", "told the ward about ...": whom it was told to does not matter here."""
        if k >= len(self.tokens) or self.codes[k] not in ("", "D"):
            return k
        end = self.parser.reader.end_of(k)
        owned = any(token.possessive for token in self.tokens[k:end])
        machine = self._low(end - 1) in nouns()["machines"] and act.verb not in _AUDIENCE
        named = self.parser.reader.named(k, end).actor
        if self._low(k) == "her" and self.codes[k + 1 : k + 2] == [""]:
            return k  # "merged her change"
        person = pronoun(self.tokens[k]) or (named is not Actor.THING and not machine and not self._grouped(k, end))
        audience = (act.verb in _AUDIENCE and act.undone) or (
            act.verb in _GIVING and self.codes[end : end + 1] == ["D"]
        )
        if not (person or audience) or (owned and not audience):
            return k
        act.told = True
        end = min(end, k + 4)
        return end + (self._low(end) in ("about", "of", "that"))

    def _grouped(self, k: int, end: int) -> bool:
        """ "the security group": a group of things."""
        return self._low(end - 1) in ("group", "groups", "registry") and self.nouns.at(k, alone=True) is not None

    def _object(self, act: Act, k: int) -> int:
        """The thing at ``k``, also behind the preposition that belongs to the verb: "looked at the graph"."""
        low = self._low(k)
        belongs = f"{act.verb}~{low}" in _BEHIND
        stop = self._letting(act, k) if act.verb in ("leave", "let") else None
        belongs = belongs or (act.verb in _GRASPING and low in ("how", "what"))
        act.thing = self.nouns.at(k + belongs, stop=stop) if k + belongs < len(self.tokens) else None
        if act.thing and belongs and low == "with" and act.verb in _ASKING:
            act.verb = act.low = "ask"  # "check with the ward"
            act.thing = None
        if act.thing and self._is_none(act, act.thing):
            act.thing = None
        if act.thing and act.verb in _SEEKING and " for " in act.thing.bare:
            act.thing = self.nouns.at(k + belongs, alone=True) or act.thing
        if act.thing is None:
            return self._stand_in(act, k)
        if act.verb in _TAKEN_FOR and self.codes[act.thing.end : act.thing.end + 1] == ["C"]:
            other = self.nouns.at(act.thing.end + 1) if act.thing.end + 1 < self.count else None
            act.thing = joined(act.thing, other) if other else act.thing
        act.stated, act.about = belongs and low in _SAYING, belongs and low == "about"
        if belongs and low != "about" and low not in _SAYING:
            act.particle, act.before = f"{act.particle} {low}".strip(), True
        return act.thing.end

    def _is_none(self, act: Act, thing: Thing) -> bool:
        """What only looks like the verb's thing: "pressed delete", "swore the backup was tested", "did the job"."""
        bare = not thing.article
        pressed = act.verb in _PRESSING and bare and " " not in thing.bare
        sworn = act.verb in _SWEARING and self._low(thing.end) in _FINITE
        return pressed or sworn or (act.verb in _LINKING and bare) or (act.verb == "do" and thing.head == "job")

    def _stand_in(self, act: Act, k: int) -> int:
        """ "it", "them", "everything": words that stand for a thing."""
        act.whole = "everything" if self._low(k) == "everything" else ""
        alone = k + 1 >= len(self.tokens) or self.codes[k + 1] not in ("", "D")
        pointing = self._low(k) in ("this", "that", "these", "those") and alone
        act.pronoun = self._low(k) in ("it", "them") or pointing
        return k + act.pronoun

    def _past_value(self, act: Act, k: int) -> int:
        """ "entered 100 instead of 10": what was typed is a number, and the field behind it tells more."""
        while act.thing is None and k < len(self.tokens) and self._is_value(k):
            act.valued, k = True, k + 1
        return k

    def _is_value(self, k: int) -> bool:
        """ "100", "instead", "of", "10": a number, or what joins one to the next."""
        behind = self.tokens[k - 1].kind == "number" or self._low(k - 1) in _JOINING
        return self.tokens[k].kind == "number" or (behind and self._low(k) in _JOINING)

    def _letting(self, act: Act, k: int) -> int | None:
        """Where the thing ends in "left the firewall open", "let the certificate lapse"."""
        told = _STATES if act.verb == "leave" else _STATES | _RUNNING_OUT
        reach = range(k + 1, min(k + 7, len(self.tokens)))
        ends = next((j for j in reach if self._low(j) in _CLAUSES), None)  # "left his post before the pool was empty"
        reach = range(k + 1, ends) if ends else reach
        return next((j for j in reach if self._stays(j, told) or (act.verb == "leave" and self._lies(j))), None)

    def _stays(self, j: int, told: frozenset[str]) -> bool:
        """A word for how a thing is left; "on the build server" is a place."""
        leads = self._low(j) in _PLACING and self.codes[j + 1 : j + 2] in (["D"], [""])
        return self._low(j) in told and not leads

    def _lies(self, j: int) -> bool:
        """ "left the side down", "left the lid unscrewed": a particle or a participle with nothing behind it."""
        closes = self.codes[j + 1 : j + 2] not in (["D"], [""])
        verb = verb_of(self._low(j))
        participle = verb is not None and "part" in verb[1] and "base" not in verb[1]
        return closes and self.codes[j - 1] == "" and (self._low(j) in _PARTICLES or participle)

    def _state(self, act: Act, k: int) -> int:
        """ "left the port open", "let the certificate lapse", "wait for the replica to catch up"."""
        low = self._low(k)
        if act.thing and act.verb == "wait" and low == "to" and k + 1 < len(self.tokens):
            awaited = Act(forms.lemma_of(self._low(k + 1)), self._low(k + 1), k + 1)
            self._particle(awaited, k + 2)
            act.state = awaited.form(forms.done(awaited.low))
        if act.verb == "wait" and low in ("until", "till"):
            return self._awaited(act, k)
        if act.thing is None or act.verb not in ("leave", "let") or k >= len(self.tokens):
            return k
        k, low = (stop, self._low(stop)) if (stop := self._letting(act, k - 1)) else (k, low)
        let = act.verb == "let" and (low in _RUNNING_OUT or verb_of(low) is not None)
        lies = act.verb == "leave" and k > 0 and self._lies(k)
        if self.tokens[k].kind != "word" or not (self._stays(k, _STATES) or let or lies or is_ing(low)):
            return k
        further = act.verb == "let" and self._low(k + 1) in _PARTICLES | {"flat", "dry", "low", "short"}
        act.state = f"{low} {self._low(k + 1)}" if further else low
        return k + 1

    def _awaited(self, act: Act, k: int) -> int:
        """ "until the cache was warm"."""
        thing = self.nouns.at(k + 1) if k + 1 < self.count else None
        if thing is None or self._low(thing.end) not in ("was", "were", "is", "are"):
            return k
        closes = thing.end + 2 >= self.count or self.codes[thing.end + 2] in (".", "C", "S")
        if self.codes[thing.end + 1 : thing.end + 2] != [""] or not closes:
            return k
        act.thing, act.state = thing, f"{'are' if thing.plural else 'is'} {self._low(thing.end + 1)}"
        return thing.end + 2

    def _late_particle(self, act: Act, k: int) -> int:
        """ "turn the write lock back on": the particle may stand behind the thing."""
        if self._low(k) == "up" and (self._low(k + 1), self._low(k + 2)) == ("to", "date"):
            act.state = "up to date"
            return k + 3
        late: list[str] = []
        while (act.thing or act.pronoun) and self._low(k) in _PARTICLES and len(late) < 2:
            opens = k + 1 < len(self.tokens) and self.codes[k + 1] in ("D", "")
            leads = self.codes[k + 1 : k + 2] == ["D"] and self._low(k) in ("off", "down", "up")  # "off the sheet"
            if leads or (opens and self._low(k) not in ("back", "off", "down", "up", "out")):
                break
            late.append(self._low(k))
            k += 1
        act.particle = " ".join([*filter(None, [act.particle]), *late])
        return k

    def _how(self, k: int) -> str:
        """ "stacked too high", "paid twice": how it was done, where one or two words tell it."""
        low = self._low(k)
        end = k + 1 + (low == "too")
        closes = end >= len(self.tokens) or self.codes[end] != ""
        if low == "too" and closes and self.codes[k + 1 : k + 2] == [""]:
            return f"too {self._low(k + 1)}"
        return low if low in _MANNERS and closes else ""

    def _place(self, act: Act, k: int) -> None:
        """Where, onto what or with what it was done, when that is a thing too; or by hand."""
        act.place = self._how(k) if act.thing and not act.undone else ""
        k = self._after_adverbs(k)
        low, following = self._low(k), self._low(k + 1)
        if low == "by" and following == "hand":
            act.place = "by hand"
        if (low, following, self._low(k + 2)) == ("in", "front", "of"):
            act.spot = self.nouns.at(k + 3, alone=True) if k + 3 < len(self.tokens) else None
            act.place = f"in front of {act.spot.general}" if act.spot else ""
            return
        if low == "of" and act.particle == "out":
            self._spot(act, k)  # "pulled the cable out of the wrong switch"
        if low not in _PLACING or following in ("", "mistake", "accident"):
            return
        infinitive = self.codes[k + 1] == "" and (verb_of(following) or self.codes[k + 2 : k + 3] == ["D"])
        if low == "to" and infinitive:
            return
        self._spot(act, k)

    def _spot(self, act: Act, k: int) -> None:
        """The thing behind the preposition at ``k``, and how to say it."""
        low = self._low(k)
        act.spot = self.nouns.at(k + 1)
        if act.spot and not (act.spot.wrong or act.spot.name or sound(act.spot.head)):
            act.spot = None  # "on a whim", "in silence": how it was done, not where
        if act.spot:
            act.place = f"{low} {'the wrong ' + act.spot.bare if act.spot.wrong else act.spot.general}"
            act.place += f" {self._low(act.spot.end)}" if self._low(act.spot.end) in _STATES else ""
