"""Kinds of nouns out of WordNet's files, on a WordNet of a dozen words; and the file that came of the whole one."""

from pathlib import Path

import pytest

from postmortems.language.wordnet import _NAME_CALLING, gathered
from postmortems.language.words import listed

# offset, number of the file (lexnames(5WN): 6 artifact, 7 attribute, 8 body, 18 person), words, the sense above, gloss
SENSES = [
    ("00000001", 18, ["baker"], "", "someone who bakes"),
    ("00000002", 18, ["browser"], "", "a viewer who looks around casually"),
    ("00000003", 6, ["oven"], "", "kitchen appliance used for baking"),
    ("00000004", 8, ["liver"], "", "large and complicated organ"),
    ("00000005", 7, ["kindness"], "", "the quality of being warmhearted"),
    ("00000006", 7, ["rareness"], "", "a rarity"),
    ("00000007", 18, ["second"], "", "a person who supports a boxer"),
    ("10100761", 18, ["fathead"], "", "a foolish person"),
    ("00000008", 18, ["chump"], "10100761", "a foolish person who is easily fooled"),
    ("00000009", 18, ["foulword"], "", "(offensive) a person of another sort"),
]
COUNTS = [("kindness%1:07:00::", 4), ("second%1:18:00::", 1), ("second%5:00:00:ordinal:00", 9), ("ask%2:32:00::", 7)]


def data(offset: str, number: int, words: list[str], above: str, gloss: str) -> str:
    pointers = f"001 @ {above} n 0000" if above else "000"
    return f"{offset} {number:02} n {len(words):02x} {' '.join(f'{w} 0' for w in words)} {pointers} | {gloss}"


@pytest.fixture
def kinds(tmp_path: Path) -> dict[str, set[str]]:
    def write(name: str, lines: list[str]) -> None:
        (tmp_path / name).write_text(
            "\n".join(["  1 a licence stands above each file", *lines]) + "\n", encoding="utf-8"
        )

    known = {sense[0] for sense in SENSES}
    others = [
        (one, 18, [f"name{chr(97 + k)}"], "", "called so") for k, one in enumerate(_NAME_CALLING) if one not in known
    ]
    write("data.noun", [data(*sense) for sense in SENSES + others])
    write("index.noun", [f"{word} n 1 1 @ 1 0 {sense[0]}" for sense in SENSES + others for word in sense[2]])
    write("index.verb", ["ask v 1 1 @ 1 1 00000011", "bake v 1 1 @ 1 0 00000012"])
    write("index.adj", ["second a 1 0 1 1 00000013"])
    write("index.adv", [])
    write("cntlist.rev", [f"{key} 1 {count}" for key, count in COUNTS])
    return gathered(tmp_path)


def test_a_noun_is_told_by_its_first_sense(kinds) -> None:
    assert "baker" in kinds["persons"]
    assert "liver" in kinds["human"]
    assert not any("oven" in words for words in kinds.values())


def test_what_was_left_out_by_hand_is_left_out(kinds) -> None:
    assert not any("browser" in words for words in kinds.values())


def test_only_what_was_met_in_counted_texts_is_loose_or_no_noun(kinds) -> None:
    assert "kindness" in kinds["loose"]
    assert "rareness" not in kinds["loose"]
    assert "ask" in kinds["nounless"]
    assert "bake" not in kinds["nounless"]


def test_what_is_met_more_often_as_another_part_of_speech_is_nobodys_trade(kinds) -> None:
    assert "second" not in kinds["persons"]
    assert "second" in kinds["human"]


def test_no_name_that_people_are_called_comes_along(kinds) -> None:
    assert not any({"chump", "fathead", "foulword"} & words for words in kinds.values())


def test_the_file_holds_what_was_put_in_by_hand_and_nothing_that_was_left_out() -> None:
    told, by_hand = listed("kinds.txt"), listed("by_hand.txt")
    assert set(told) == {"persons", "human", "loose", "nounless"}
    for name, words in told.items():
        assert by_hand.get(name, frozenset()) <= words, name
        assert not (words - by_hand.get(name, frozenset())) & by_hand["out"], name
