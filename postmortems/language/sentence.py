"""One sentence with what has been read out of it: its tokens, their parts, its clauses and its noun phrases."""

from __future__ import annotations

from bisect import bisect_right

from postmortems.language.agents import People
from postmortems.language.clauses import Clause
from postmortems.language.phrases import NounPhrase, Phrases
from postmortems.language.speech import code_of, small
from postmortems.language.tokens import Token

_CLOCKS = frozenset({"utc", "gmt", "cet", "cest", "pst", "est", "am", "pm"})  # an entry of a timeline
_TWOFOLD = frozenset({"once", "never", "not", "that"})


class Sentence:
    """``lows`` are the words in their order, ``codes`` tell the part each plays, ``timed`` that they tell an hour."""

    def __init__(self, tokens: list[Token], people: People) -> None:
        self.tokens, self.people = tokens, people
        self.lows = [token.low for token in tokens]
        self.codes = [code_of(token) if token.capital or token.kind != "word" else small(token.low) for token in tokens]
        for k in [k for k, token in enumerate(tokens[:-1]) if token.camel or token.low in _TWOFOLD]:
            self._tell_apart(k)
        self.reader = Phrases(tokens, self.lows, self.codes, people)
        self.words = self.reader.words
        self.timed = not _CLOCKS.isdisjoint(self.words) or ":" in "".join([t.low for t in tokens if t.kind == "number"])
        self.clauses: list[Clause] = []
        self.phrases: list[NounPhrase] = []
        self.verbs: list[int] = []  # the verb of each clause
        self.begins: list[int] = []  # where each phrase begins

    def _tell_apart(self, k: int) -> None:
        """Words that play another part in company: "once again", "never once", "on that team", "the WHERE clause"."""
        tokens, codes, low = self.tokens, self.codes, self.lows[k]
        if low == "once" and tokens[k + 1].low in ("again", "more"):
            codes[k] = codes[k + 1] = "V"
        elif low in ("never", "not") and tokens[k + 1].low == "once":
            codes[k + 1] = "V"
        elif k and low == "that" and codes[k - 1] == "P" and codes[k + 1] == "":
            codes[k] = "D"
        elif k and tokens[k].camel and codes[k] in ("S", "P") and codes[k - 1] == "D":
            codes[k] = ""

    def clauses_from(self, i: int, reach: int) -> list[Clause]:
        """The clauses whose verbs are the next ``reach`` tokens after token ``i``."""
        here = bisect_right(self.verbs, i)
        return self.clauses[here : bisect_right(self.verbs, i + reach)]

    def phrases_from(self, i: int, reach: int) -> list[NounPhrase]:
        """The noun phrases that start within ``reach`` tokens after token ``i``."""
        here = bisect_right(self.begins, i)
        return self.phrases[here : bisect_right(self.begins, i + reach)]

    def phrases_before(self, i: int, count: int) -> list[NounPhrase]:
        """The last ``count`` noun phrases that begin before token ``i``."""
        here = bisect_right(self.begins, i - 1)
        return self.phrases[max(0, here - count) : here]
