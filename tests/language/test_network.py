"""The small network that reads words in their order: whole, steady, and with a sense for words that no list holds."""

import numpy as np
import pytest

from postmortems.language.agents import People
from postmortems.language.network import _cut, _network, _pieces, leans
from postmortems.language.reading import read
from postmortems.language.tokens import sentences
from postmortems.language.traits import parts_of, words_of

NOBODY = People(frozenset(), frozenset())


def lean(words: list[str], parts: list[int]) -> float:
    """What the network says of one sentence alone."""
    (said,) = leans([(words, parts)])
    return said


def said_of(text: str) -> float:
    """What it says of a text of one sentence."""
    (tokens,) = sentences(text)
    sentence, _ = read(tokens, NOBODY)
    return lean(words_of(sentence), parts_of(sentence))


def test_every_piece_has_its_row() -> None:
    assert len(_network().pieces) == len(_pieces()) > 20_000
    assert all(np.isfinite(_network().pieces).ravel())


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("nurse", ["nurse"]),
        ("slapdashly", ["slap", "##das", "##hly"]),
        ("<person>'s", ["<person>", "##s"]),
        ("…", ["<unknown>"]),
        ("", ["<unknown>"]),
    ],
)
def test_a_word_is_cut_into_the_longest_pieces(word: str, pieces: list[str]) -> None:
    assert _cut(word) == [_pieces()[piece] for piece in pieces]


@pytest.mark.parametrize(
    ("blaming", "honest"),
    [
        ("Gita was slapdash with the merge.", "Gita was paged about the merge."),
        ("The intern dozed off at the console.", "The console logged the intern off."),
        ("Nobody told Priya because Sven couldn't be bothered.", "Nobody told Priya because the channel was archived."),
        ("He bungled the failover.", "He watched the failover."),
    ],
)
def test_it_tells_words_apart_that_no_list_holds(blaming: str, honest: str) -> None:
    assert said_of(blaming) > said_of(honest) + 1


def test_order_matters() -> None:
    words, parts = ["the", "guard", "told", "the", "nurse", "that", "nobody", "had", "checked", "."], [0] * 10
    assert lean(words, parts) != lean(words[::-1], parts)


def test_sentences_are_read_together_as_each_alone() -> None:
    apart = [(["he", "dozed", "off", "."], [1, 7, 0, 0]), (["."], [0]), (["word"] * 300, [0] * 300), (["fine"], [3])]
    assert leans(apart) == pytest.approx([lean(*one) for one in apart], abs=1e-3)
    assert leans([]) == []


def test_the_answer_is_the_same_each_time_and_finite_for_any_words() -> None:
    for words in (["."], ["\u0000"], ["ß", "漢字", "🙂"], ["x" * 5000], ["word"] * 2000):
        said = lean(words, [0] * len(words))
        assert np.isfinite(said)
        assert said == lean(words, [0] * len(words))


def test_whose_something_is_is_read() -> None:
    (tokens,) = sentences("Chen Wei's merge and the on-call engineer's notes met the cache's limit.")
    sentence, _ = read(tokens, NOBODY)
    words = words_of(sentence)
    assert words[:3] == ["<person>", "<person>'s", "merge"]
    assert "engineer's" in words
    assert "cache" in words
