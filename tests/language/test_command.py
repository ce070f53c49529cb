"""``python -m postmortems.language``: one line out for each line in, in order."""

import json
import subprocess
import sys
from typing import Any


def run(*lines: str | bytes) -> tuple[list[dict[str, Any]], int]:
    data = b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines)
    done = subprocess.run([sys.executable, "-m", "postmortems.language"], input=data, capture_output=True, timeout=60)
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def test_answers_in_order_with_ids_as_given() -> None:
    rows = [
        {"id": 7, "text": "Operator error."},
        {"id": "b", "text": ""},
        {"id": None, "text": "We rushed the release."},
    ]
    answers, status = run(*map(json.dumps, rows))
    assert [(a["id"], a["verdict"]) for a in answers] == [(7, "blame"), ("b", "ok"), (None, "coach")]
    assert status == 0
    assert set(answers[0]["findings"][0]) == {"start", "end", "rule", "level", "why", "question", "suggestion"}


def test_people_are_taken_from_the_line() -> None:
    row = {"id": 1, "text": "Then Grault skipped the dry run."}
    answers, _ = run(json.dumps(row), json.dumps(row | {"people": ["Grault Garply"]}))
    assert [a["verdict"] for a in answers] == ["coach", "blame"]


def test_malformed_lines_get_an_error_and_the_rest_goes_on() -> None:
    bad: list[str | bytes] = [
        "{", "[]", "3", "", '{"id": 1}', '{"id": 1, "text": 5}', b'\xff{"text": "x"}',
        '{"id": 1, "text": "x", "people": "Kim"}', "[" * 100_000, '{"id": 1, "text": "x", "people": [1]}',
    ]  # fmt: skip
    answers, status = run(*bad, json.dumps({"id": "last", "text": "Operator error."}))
    assert [set(answer) for answer in answers[:-1]] == [{"error"}] * len(bad)
    assert answers[-1]["id"] == "last"
    assert answers[-1]["verdict"] == "blame"
    assert status == 1


def test_nothing_in_nothing_out() -> None:
    done = subprocess.run([sys.executable, "-m", "postmortems.language"], input=b"", capture_output=True, timeout=60)
    assert (done.stdout, done.returncode) == (b"", 0)


def test_odd_unicode_survives_the_way_through() -> None:
    answers, status = run('{"id": "\\ud800", "text": "\\ud800 \\u0000 Priya forgot \\ud83d\\ude48 it"}')
    assert (answers[0]["verdict"], status) == ("blame", 0)


def test_the_engine_loads_no_framework() -> None:
    code = """
import sys, postmortems.language.__main__
print([name for name in ("django", "celery", "psycopg", "redis") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]", done.stderr


def explain(text: str) -> str:
    command = [sys.executable, "-m", "postmortems.language", "--explain", text]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def test_explains_one_text_to_a_person() -> None:
    said = explain("Priya forgot the index.")
    assert said.startswith("This waits for a sentence about the system")
    assert "blame: Priya forgot the index" in said
    assert "  why       *Priya forgot" in said
    assert said.count("  question  ") == 1
    assert "  rule      failing (Dekker" in said


def test_explains_that_nothing_is_held() -> None:
    assert explain("The disk was full.") == "Nothing to turn here.\n"
    assert explain("") == "Nothing to turn here.\n"
