"""Sentences written and labelled before the guard was asked, in voices and trades the older ones lack.

`fresh.jsonl` holds six lists; each was measured once unseen (docs/language.md has those figures), then mended by.
`trades.jsonl` holds half of a seventh list and an eighth, of airlines, hospitals, banks, farms and other trades.
`predicates.txt` and `structures.txt` go through what can be said of somebody, and how a sentence can say it.
The second opinion has learnt from all of them. The figures may rise and must not fall.
"""

import json
from pathlib import Path

import pytest

from postmortems.language import Level, check
from tests.language.rulings import misses

HERE = Path(__file__).parent
FRESH = [json.loads(line) for line in (HERE / "fresh.jsonl").read_text("utf-8").splitlines()]
DOERS = ("The engineer", "Priya", "He", "Someone", "The night operator")


def told(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [(line[0], line[2:]) for line in lines if not line.startswith("#")]


def share(levels: list[Level], *wanted: Level) -> float:
    return sum(level in wanted for level in levels) / len(levels)


@pytest.fixture(scope="module")
def levels() -> dict[str, list[Level]]:
    found: dict[str, list[Level]] = {"blame": [], "ok": [], "coach": []}
    for row in FRESH:
        found[row["label"]].append(check(row["text"]).level)
    return found


def test_blame_is_refused_and_nearly_always_at_least_asked_about(levels: dict[str, list[Level]]) -> None:
    assert share(levels["blame"], Level.BLAME) >= 0.95
    assert share(levels["blame"], Level.BLAME, Level.COACH) >= 0.97


def test_honest_sentences_pass(levels: dict[str, list[Level]]) -> None:
    assert share(levels["ok"], Level.BLAME) == 0
    assert share(levels["ok"], Level.COACH) <= 0.02


def test_vague_sentences_are_not_refused(levels: dict[str, list[Level]]) -> None:
    assert share(levels["coach"], Level.BLAME) == 0
    assert share(levels["coach"], Level.COACH) >= 0.8


@pytest.mark.parametrize("doer", DOERS)
def test_what_can_be_said_of_somebody(doer: str) -> None:
    said = [(label, check(f"{doer} {predicate}.").level) for label, predicate in told("predicates.txt")]
    assert share([level for label, level in said if label == "B"], Level.BLAME) >= 0.96
    assert share([level for label, level in said if label == "O"], Level.OK) >= 0.96


def test_how_a_sentence_can_say_it() -> None:
    said = [(label, check(text).level) for label, text in told("structures.txt")]
    assert share([level for label, level in said if label == "B"], Level.BLAME) >= 0.88
    assert Level.BLAME not in [level for label, level in said if label in "OC"]


def test_more_trades() -> None:
    rows = [json.loads(line) for line in (HERE / "trades.jsonl").read_text("utf-8").splitlines()]
    of = {label: [check(row["text"]).level for row in rows if row["label"] == label] for label in ("blame", "ok")}
    assert share(of["blame"], Level.BLAME) >= 0.88
    assert share(of["ok"], Level.BLAME) == 0
    assert share(of["ok"], Level.OK) >= 0.98


def test_rulings() -> None:
    rulings = [
        ("ok", "The operator was asleep because the pager had no battery alarm."),
        ("blame", "The operator fell asleep because he had been out the night before."),
        ("blame", "The operator fell asleep, because she did not care."),
        ("blame", "The bus driver passed the sensor and ignored the tray on the road."),
        ("ok", "The driver misread the sensor and reported an empty tray."),
        ("coach", "Quorvenna deleted the volume."),
        ("blame", "Quorvenna deleted the volume without asking."),
        ("ok", "If the operator does not answer, page the deputy."),
        ("ok", "The engineer did not have access."),
        ("ok", "Fifty million people play on an ordinary day."),
        ("blame", "The people on shift played cards."),
        ("ok", "The fault of May is gone."),
        ("blame", "It was May's fault."),
    ]
    assert not misses(rulings)


def test_honest_sentences_about_people_pass() -> None:
    levels = [check(text).level for _, text in told("honest.txt")]
    assert share(levels, Level.BLAME) == 0
    assert share(levels, Level.COACH) <= 0.06
