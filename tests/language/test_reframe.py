"""What opens the second story: a question and up to three starts, built from the words of the text alone."""

import json
import re
from pathlib import Path

import pytest

from postmortems.language import Finding, Level, check, table
from postmortems.language.frames import families

HERE = Path(__file__).parent
ROWS = [
    json.loads(line)
    for name in ("sentences.jsonl", "more_sentences.jsonl")
    for line in (HERE / name).read_text("utf-8").splitlines()
]
FOUND = [(row["text"], finding) for row in ROWS for finding in check(row["text"]).findings]
GENERAL = [
    re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(template.words)))
    for family in families().values()
    for group in family.starts
    for template in group
    if template.needs.isdisjoint({"T", "A", "t", "one", "U", "act"})
]
SMALL = {
    "the",
    "a",
    "is",
    "was",
    "were",
    "of",
    "to",
    "in",
    "on",
    "at",
    "with",
    "and",
    "that",
    "what",
    "this",
    "before",
    "when",
}


def first(text: str) -> Finding:
    return check(text).findings[0]


def test_nearly_every_refused_text_gets_a_start_and_most_get_two() -> None:
    refused = [finding for _, finding in FOUND if finding.level is Level.BLAME]
    assert sum(bool(f.suggestions) for f in refused) >= 0.98 * len(refused)
    assert sum(len(f.suggestions) > 1 for f in refused) >= 0.75 * len(refused)


def test_the_first_start_is_the_suggestion_and_there_are_three_at_most() -> None:
    for _, finding in FOUND:
        assert finding.suggestion == next(iter(finding.suggestions), None)
        assert len(set(finding.suggestions)) == len(finding.suggestions) <= 3


def test_every_start_is_ok_has_one_gap_and_reads_as_a_sentence() -> None:
    for _, finding in FOUND:
        for start in finding.suggestions:
            assert check(start).level is Level.OK, start
            assert start.count("___") == 1, start
            assert re.fullmatch(r"[A-Z`].*[^ ,]\.", start), start
            assert not re.search(r"\b(the|a|an) (the|a|an)\b|  | ,|<|>|\{|\*|\b(\w+) \2\b", start), start


def test_every_start_keeps_a_thing_of_its_text_or_is_a_short_general_one() -> None:
    for text, finding in FOUND:
        words = set(re.findall(r"\w+", text.lower()))
        for start in finding.suggestions:
            own = words & set(re.findall(r"\w+", start.lower()))
            assert own - SMALL or any(pattern.fullmatch(start) for pattern in GENERAL), (text, start)


def test_questions_never_ask_why_or_who_and_never_say_you() -> None:
    for _, finding in FOUND:
        assert finding.question.count("?") == 1
        said = finding.question.lower().replace("the one who joins", "")
        assert not re.search(r"\b(why|who|whose|you|your|he|she|his|her|they)\b", said)
        assert not re.search(r"\b(the|a|an) (the|a|an)\b|  |<|>|\{|\*", finding.question), finding.question


@pytest.mark.parametrize("family", families())
def test_each_frame_is_ok_by_itself(family: str) -> None:
    """The words around the slots never carry blame, whatever thing stands in them."""
    words = {
        "T": "the drain list", "A": "a drain list", "t": "drain list", "one": "drain list", "done": "checked",
        "doing": "checking", "base": "check", "act": "pushing the config", "when": "pushing the config",
        "after": "the audit", "without": "without waiting for CI", "omitted": "waiting for CI", "state": "open",
        "gap": "without", "with": "with failing tests", "ready": "is done", "U": "the allow list", "unmis": "attributed", "v": "value",
    }  # fmt: skip
    for template in (families()[family].question, *(t for group in families()[family].starts for t in group)):
        said = template.filled(words, plural=False)
        assert said, template
        assert check(said).level is Level.OK, said


def test_the_page_of_a_hundred_texts_is_current() -> None:
    assert table.PAGE.read_text("utf-8") == table.page(), "run python -m postmortems.language.table"


def test_the_page_shows_a_hundred_texts_and_each_start_is_ok() -> None:
    texts = [line for line in table.texts() if not line.startswith("## ")]
    assert len(set(texts)) == len(texts) == 100
    for text in texts:
        finding = table.shown(text)
        assert finding.suggestions, text
        assert all(check(start).level is Level.OK for start in finding.suggestions), text
