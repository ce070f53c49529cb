"""A verdict that a text only tells of and then answers: "Some felt that he had rushed. He waited for both sign-offs."

The verdict is in somebody's mouth, a question or a denial, and what follows is a whole sentence against which nothing
is held. Whoever agrees does so in a word or two ("Fair question.", "Lazy."), and that is no answer.
"""

from __future__ import annotations

from itertools import pairwise

from postmortems.language.tokens import Token

_SAYING = frozenset(
    {"said", "says", "felt", "thought", "wrote", "suspected", "believed", "assumed", "claimed", "asked", "suggested",
     "called", "reads", "read", "mentioned", "told", "blame", "blames", "blamed", "whether", "rumour", "rumor"}
)  # fmt: skip
_MARKS = frozenset('"“?')
_NOT = frozenset({"not", "isn't", "wasn't"})
_ANSWER = 5  # words in the least sentence that answers


def answered(told: list[Token], then: list[Token]) -> bool:
    """Is a verdict in the one sentence only told of, where nothing is held against the next, which answers it?"""
    return _answers(then) and _of_hearsay(told)


def _answers(tokens: list[Token]) -> bool:
    return sum(token.kind == "word" for token in tokens) >= _ANSWER


def _of_hearsay(tokens: list[Token]) -> bool:
    words = [token.low for token in tokens]
    if not (_SAYING.isdisjoint(words) and _MARKS.isdisjoint(words)):
        return True
    return any(one in _NOT and two == "that" for one, two in pairwise(words))
