"""Sentences to clauses: who is the subject, which verb, is it negated, passive, conditional. One pass, forward only."""

from __future__ import annotations

from postmortems.language.agents import Actor, People, pronoun
from postmortems.language.clauses import Clause
from postmortems.language.phrases import NounPhrase
from postmortems.language.speech import BASE, BE, DO, HAVE, NEGATORS, NOT_VERBS, verb_of
from postmortems.language.subjects import Subjects
from postmortems.language.tokens import Token
from postmortems.language.words import GIVEN_NAMES, WORD_NAMES, classes, verb_classes

_PARTS = frozenset({"half", "most", "some", "two", "three", "four", "both", "several", "many", "all", "part", "rest"})
_HARD = frozenset(';:—–…()"“”|-=')
_ASIDES = frozenset({"while", "when", "whilst", "where", "once"})
_CHANCES = frozenset({"accident", "mistake", "error", "oversight"})  # "by mistake" says how, not by whom
_REPORTING = classes()["reporting"]
_UNREAL = frozenset({"would", "could", "might", "wouldn't", "couldn't", "'d"})


class Parser(Subjects):
    """Walks one sentence and gathers its clauses and noun phrases."""

    def __init__(self, tokens: list[Token], people: People) -> None:
        super().__init__(tokens, people)
        self.governed = False
        self.asks = self.lows[-1:] == ["?"]

    def parse(self) -> None:
        """Fill ``clauses`` and ``phrases``."""
        i, n = 0, len(self.tokens)
        while i < n:
            i = self._step(i)

    def _step(self, i: int) -> int:
        code = self.codes[i]
        if code == "D" or (code == "" and self.lows[i] != "yes"):
            return self._verb_group(i) if code == "" and self._verb_here(i) else self._noun_phrase(i)
        if code in (".", ""):
            return self._mark(i)
        if code in ("S", "W"):
            return self._subordinate(i)
        if code == "C":
            self.joined, self.fresh, self.head, self.governed, self.boundary = True, None, None, False, i
            return i + 1
        if code == "P" and not self._clause_follows(i):
            self.governed = True
            return i + 1
        if code == "P":
            return self._subordinate(i)
        return self._noun_phrase(i) if self._is_name(i) else self._verb_group(i)

    def _mark(self, i: int) -> int:
        if self.lows[i] == ",":
            self.joined, self.governed = True, False
            if self.clauses and self.head and self.head.start > self.clauses[-1].verb:
                self.head = None
            self.fresh = None if self.clauses else self.fresh
        elif self.lows[i] in _HARD:
            self.head = self.fresh = None
            self.governed, self.joined, self.boundary, self.opener = False, True, i, ""
        return i + 1

    def _subordinate(self, i: int) -> int:
        word = self.lows[i]
        if word in _ASIDES and self._doing(i + 1):
            self.governed = True
            return i + 2
        if word in ("that", "which", "who"):
            self.head = self.fresh if word != "who" else self._last_person()
        else:
            self.head = None
        self.opener = "if" if word == "if" else "relative" if word in ("that", "which") else word
        self.fresh, self.joined, self.governed, self.boundary = None, False, False, i
        if self.head:
            self.head = NounPhrase(self.head.start, self.head.end, self.head.actor)
        return i + 1

    def _doing(self, i: int) -> bool:
        """ "while debugging ...", which leaves the subject of the sentence where it was."""
        verb = verb_of(self.lows[i]) if i < len(self.tokens) else None
        return verb is not None and "ing" in verb[1] and self.head is not None

    def _clause_follows(self, i: int) -> bool:
        """Does "since", "after" or "as" open a clause of its own?"""
        if self.lows[i] not in ("after", "before", "until", "since", "as"):
            return False
        if i + 1 < len(self.tokens) and self.reader.alone[i + 1] not in (None, Actor.TEAM):
            return True
        return any(self.codes[j] in ("A", "M") for j in range(i + 1, min(i + 6, len(self.tokens)))) or any(
            (verb := verb_of(self.lows[j])) and "past" in verb[1] for j in range(i + 2, min(i + 6, len(self.tokens)))
        )

    def _is_name(self, i: int) -> bool:
        token = self.tokens[i]
        return (
            token.capital
            and token.low in WORD_NAMES
            and i + 1 < len(self.tokens)
            and (self.codes[i + 1] in ("A", "M") or bool(verb_of(self.lows[i + 1])))
        )

    def _verb_here(self, i: int) -> bool:
        token = self.tokens[i]
        verb = verb_of(token.low)
        named = token.capital and (self._is_name(i) or (i > 0 and token.low in GIVEN_NAMES))
        if verb is None or token.possessive or named:
            return False
        tags = verb[1]
        if token.low == "thought" and self.fresh is not None and self.fresh.governed and self.fresh.end == i:
            return False
        if tags & {"past", "part"}:
            return not (self.governed and self.fresh is None)
        before = self.fresh
        acting = before is not None and before.actor is not Actor.THING and before.end == i
        if "s" in tags and before is not None and before.end == i and self.reader.asserts(i):
            return True
        owing = "s" in tags and before is not None and before.end == i and self._resumed() is not None
        if before is None and "s" in tags and self.opener in ("relative", "who") and self._opened(i):
            return True
        return (acting or owing or (self.joined and bool(self.clauses) and "s" in tags)) and bool(tags & {"base", "s"})

    def _opened(self, i: int) -> bool:
        """ "..., which sounds the same", "who never looks": nothing but adverbs since the relative."""
        between = self.codes[self.boundary + 1 : i]
        return self.boundary < i and self.boundary >= i - 3 and all(code in ("V", "N") for code in between)

    def _verb_group(self, i: int) -> int:
        start, aux, modal, negated, adverbs = i, [], "", False, []
        n = self.reader.count
        while i < n:
            low, code = self.lows[i], self.codes[i]
            if code == "N" or low in NEGATORS:
                negated = True
            if code == "A":
                aux.append(low)
            elif code == "M":
                modal = modal or low
            elif code == "V":
                adverbs.append(low)
            elif code != "N" and not (low == "to" and modal == "ought"):
                break
            i += 1
        verb = self._main_verb(i, aux)
        tags = verb[1] if verb else frozenset()
        if not verb or not (tags & _wanted(aux, modal, negated) or (aux and "fail" in verb_classes().get(verb[0], ()))):
            return self._no_main_verb(start, i, aux, modal, negated, adverbs)
        passive = bool(aux and BE.intersection(aux) and tags & {"part"}) and "ing" not in tags
        passive = passive or (not aux and "part" in tags and (self._reduced(i) or self._begun(i)))
        clause = self._clause(start, i, verb[0], aux, modal, negated, adverbs)
        clause.passive = passive or self._inherits_passive(clause, tags, aux)
        return i + 1

    def _reduced(self, i: int) -> bool:
        """ "wrong command executed by ...": a participle without an auxiliary."""
        acting = self.fresh is not None and self.fresh.actor is not Actor.THING
        following = self.lows[i + 1] if i + 1 < len(self.tokens) else "."
        human = verb_of(self.lows[i])
        typed = human is not None and human[0] in ("type", "enter", "paste", "select", "execute", "click")
        done = self._done_by(i) or (typed and following in ".,;during")
        return self.fresh is not None and not acting and done

    def _done_by(self, i: int) -> bool:
        """ "seated badly by Connor", "deleted by mistake by Zodwa": only how it was done stands before by whom."""
        j = i + 1
        while j + 1 < len(self.tokens) and (self.codes[j] == "V" or self.lows[j + 1] in _CHANCES):
            j += 1 + (self.codes[j] != "V")
        return j < len(self.tokens) and self.lows[j] == "by"

    def _begun(self, i: int) -> bool:
        """ "Rolled out by Anselm without a test.": a sentence that begins with its participle."""
        return i == 0 and (self._done_by(i) or "by" in self.lows[1:4])

    def _main_verb(self, i: int, aux: list[str]) -> tuple[str, frozenset[str]] | None:
        """The verb at ``i`` after its auxiliaries; after "did not" any word serves, however it is spelt."""
        if i >= self.reader.count or self.codes[i] != "" or self.tokens[i].kind != "word":
            return None
        token = self.tokens[i]
        if token.capital and i and token.low in GIVEN_NAMES:
            return None
        asked = aux and DO.intersection(aux) and not pronoun(token)
        unknown = asked and not token.capital and token.low not in NOT_VERBS
        return verb_of(token.low) or ((token.low, BASE) if unknown else None)

    def _inherits_passive(self, clause: Clause, tags: frozenset[str], aux: list[str]) -> bool:
        before = self.clauses[-2] if len(self.clauses) > 1 else None
        if clause.subject is None:
            return "part" in tags and not aux and clause.verb > 0 and clause.start == clause.verb
        return bool(clause.carried and before and before.passive and "part" in tags and not aux)

    def _no_main_verb(self, start: int, i: int, aux: list[str], modal: str, negated: bool, adverbs: list[str]) -> int:
        if not aux and not modal:
            return max(i, start + 1)
        if aux == ["had"] and self.fresh is None and not self.joined and self._opens(start):
            self.opener, self.head, self.boundary = "had", None, i
            return i
        if aux == ["had"] and start == 0:
            self.opener, self.boundary = "had", i
            return i
        if (
            aux == ["had"]
            and _UNREAL & self.words
            and self._person_at(i)
            and (self.fresh is None or self.fresh.actor is Actor.THING)
        ):
            self.opener, self.head, self.fresh, self.boundary = "had", None, None, i
            return i
        be = bool(BE.intersection(aux)) or "'s" in aux
        did = (aux[-1:] == ["do"] and len(aux) > 1) or (bool(DO.intersection(aux[-1:])) and not negated)
        lemma = "get" if aux[-1:] in (["got"], ["get"]) else "be" if be else "do" if did else "have"
        self._clause(start, max(i - 1, start), lemma, aux, modal, negated, adverbs)
        return max(i, start + 1)

    def _opens(self, i: int) -> bool:
        """Can a clause begin here, as in "had they looked"?"""
        return i == 0 or self.codes[i - 1] in (".", "C", "S", "P", "W")

    def _clause(
        self, start: int, verb: int, lemma: str, aux: list[str], modal: str, negated: bool, adverbs: list[str]
    ) -> Clause:
        subject, carried = self._subject()
        if subject is None and self._reported(start):
            subject, carried = self.clauses[-1].subject, True
        begin = subject.start if subject and not carried and self.boundary <= subject.start else start
        if self.clauses:
            after = self.clauses[-1].verb + 1
            stop = self.boundary if after < self.boundary < begin else begin
            self.clauses[-1].end = stop if stop > after else after
        perfect = bool(aux) and lemma != "have" and bool(HAVE.intersection(aux))
        clause = Clause(
            subject, begin, verb, lemma, self.reader.count, negated, False, perfect, modal, self.opener, carried,
            adverbs=adverbs, complement=bool(self.clauses) and not self.joined and not self.opener and not carried,
            actor=subject.actor if subject else Actor.THING,
        )  # fmt: skip
        self.clauses.append(clause)
        self.verbs.append(verb)
        self.head = self.fresh = None
        self.joined, self.governed, self.opener, self.boundary = False, False, "", verb + 1
        return clause

    def _end_of(self, i: int) -> int:
        if self.opener == "had":
            return self.reader.till_participle(i)
        asked = self.clauses and self.asks and self.clauses[-1].verb == i - 1
        return self.reader.till_base(i) if asked and self.clauses[-1].subject is None else self.reader.end_of(i)

    def _reported(self, i: int) -> bool:
        """ "The signaller was found to have been ...": what is reported is said of the same subject."""
        told = self.clauses[-1] if self.clauses else None
        if told is None or not told.passive or told.lemma not in _REPORTING or i != told.verb + 2:
            return False
        return self.lows[i - 1] == "to"

    def _noun_phrase(self, i: int) -> int:
        end = self._end_of(i) if self.asks or self.opener == "had" else self.reader.end_of(i)
        phrase = self.reader.named(i, end)
        if i == 0 and self.lows[end : end + 1] == ["of"] and self.lows[end - 1] in _PARTS:
            phrase.actor = self.reader.part_of(end)
        if self.lows[i] == "they" and self._of_things(i):
            phrase.actor = Actor.THING
        before = self.fresh
        busy = before is not None and before.end == i and before.actor is not Actor.THING and self._busy(i)
        phrase.governed = self.governed or busy
        by = self.governed and i > 0 and self.lows[i - 1] == "by" and self.lows[i] not in _CHANCES
        if by and self.clauses and self.clauses[-1].by is None:
            self.clauses[-1].by = phrase
        self.governed = busy
        self.fresh = phrase
        if not phrase.governed:
            self.head = phrase
        self.phrases.append(phrase)
        self.begins.append(i)
        told = end < self.reader.count and self.lows[end] == ","
        return self.reader.apposition(phrase, end) if told else end


def _wanted(aux: list[str], modal: str, negated: bool) -> set[str]:
    """The forms a main verb can have after these auxiliaries."""
    if not aux:
        return {"base"} if modal else {"past", "part", "s", "base"}
    done = bool(DO.intersection(aux))
    if done and "have" in aux[1:]:  # "did not have access"
        return {"part"}
    wants = {"past", "part", "base"} if modal or done else {"past", "part", "ing"}
    return wants | {"base"} if negated and HAVE.intersection(aux) else wants  # "has not make the test"
