"""The second opinion: what no rule has words for, on sentences that had no part in its training.

``pairs.jsonl`` (eleven lists, mostly near-minimal pairs) and ``voices`` (a trade or a way of speaking each) it has
learnt from; ``aside.jsonl`` (a third of ten of the former, and one written last) and ``unseen`` it has not, and nobody
mends by them. The figures on those may rise and must not fall.
"""

import json
from pathlib import Path

import pytest

from postmortems.language import Level, check
from postmortems.language.learn import examples, judged, learn, run
from postmortems.language.weighing import weights
from tests.language.rulings import misses

ASIDE = Path(__file__).with_name("aside.jsonl")
UNSEEN = sorted(Path(__file__).with_name("unseen").glob("*.txt"))


def test_sentences_that_had_no_part_in_the_training() -> None:
    rows = [json.loads(line) for line in ASIDE.read_text("utf-8").splitlines()]
    of = {label: [check(row["text"]).level for row in rows if row["label"] == label] for label in ("blame", "ok")}
    assert sum(level is Level.BLAME for level in of["blame"]) / len(of["blame"]) >= 0.84
    assert sum(level is not Level.OK for level in of["blame"]) / len(of["blame"]) >= 0.89
    assert sum(level is Level.BLAME for level in of["ok"]) / len(of["ok"]) <= 0.025


def test_voices_that_were_kept_aside_whole() -> None:
    lines = [line for path in UNSEEN for line in path.read_text("utf-8").splitlines()]
    of = {letter: [check(line[2:]).level for line in lines if line.startswith(f"{letter} ")] for letter in "BO"}
    assert sum(level is Level.BLAME for level in of["B"]) / len(of["B"]) >= 0.79
    assert sum(level is not Level.OK for level in of["B"]) / len(of["B"]) >= 0.85
    assert sum(level is Level.BLAME for level in of["O"]) / len(of["O"]) <= 0.025


def test_it_speaks_for_and_against() -> None:
    assert not misses(
        [
            ("blame", "He fudged the number."),  # no rule knows this verb
            ("blame", "An administrator, in an attempt to save time, ran both scripts at once."),
            (
                "coach",
                "He restarted eu-2 instead of eu-1; the prompt shows only the region.",
            ),  # a rule's refusal, turned
            ("ok", "Tariq wasn't careless."),
            ("ok", "If you don't turn it off, any pull request will trigger the pipeline."),
            ("ok", "The alarm did its part, for once."),
        ]
    )


def test_a_verdict_that_is_told_of_and_answered_is_asked_about() -> None:
    felt = "Some in the meeting felt that Paulo had rushed."
    assert not misses(
        [
            ("blame", felt),
            ("coach", f"{felt} His timeline shows that he waited for both sign-offs."),
            ("blame", f"{felt} Fair enough."),
            ("blame", f"{felt} Worse, Paulo ignored the second alarm and went home."),
            ("coach", "It isn't that Sergei ignored the page. The page was grouped under a resolved incident."),
            ("blame", "Sergei ignored the page. The page was grouped under a resolved incident."),
        ]
    )


def test_a_wish_is_no_failing_and_what_is_believed_is_said_of_the_thing() -> None:
    assert not misses(
        [
            ("ok", "First I would like to know the rest of the story."),
            ("ok", "Mina wants to hear the rest."),
            ("ok", "I believe that the timeout is too short."),
            ("blame", "Sven was too hasty with the timeout."),
        ]
    )


def test_it_hears_blame_also_where_the_parser_sees_nobody() -> None:
    assert not misses(
        [
            ("blame", "Dozy checker on lane six let the recalled formula through."),
            ("ok", "A torn belt on lane six let the recalled formula through."),
            ("blame", "Perfunctory checks by a bored guard."),
            ("ok", "Hourly checks by a second sensor."),
            ("ok", "Help " + "word " * 17),
        ]
    )


def test_of_a_group_the_clause_that_blames_is_marked() -> None:
    text = "Management was told in March and chose to look the other way."
    (finding,) = check(text).findings
    assert (finding.level, text[finding.start :]) == (Level.BLAME, "chose to look the other way.")


def test_who_is_cleared_is_left_alone() -> None:
    assert not misses(
        [
            ("ok", "The engineer did nothing wrong."),
            ("ok", "The night operator was not to blame."),
            ("blame", "The night operator was not to blame, she simply did not read the list."),
        ]
    )


def test_a_sentence_that_breaks_off_is_read_to_its_end() -> None:
    assert check("Priya would").level <= Level.COACH


def test_a_weight_is_learnt_from_what_was_labelled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [("blame", "Priya dawdled over the list."), ("ok", "Priya printed the list.")] * 6
    lists = tmp_path / "few.jsonl"
    rows = [{"id": f"{'ab'[k % 4 // 2]}{k}", "label": label, "text": text} for k, (label, text) in enumerate(texts)]
    lists.write_text("\n".join(json.dumps(row) for row in rows))
    known = list(examples([lists]))
    weight = learn(known)
    assert weight == learn(known)
    blaming, honest = (judged(example, weight) for example in known[:2])
    assert blaming > 0 > honest
    assert run(["--unseen", str(lists)]) == 0
    assert "honest" in capsys.readouterr().out


def test_the_weights_are_of_traits_that_are_still_read() -> None:
    shown = {trait for example in examples([ASIDE.with_name("pairs.jsonl")]) for trait in example.shown}
    assert len(shown & set(weights())) > 1000
