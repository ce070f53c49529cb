"""``python -m postmortems.language``: JSON lines {"id", "text", "people"?} in, one verdict a line out, in order.

A line that is not such an object gets ``{"error"}``, and the exit status is 1 at the end.
``--explain "text"`` answers for a person instead: what reads as blame, why, the question, and sentences to start from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any

from postmortems.language.check import check
from postmortems.language.rules import BY_ID
from postmortems.language.verdict import Finding, Level


def answer(line: bytes) -> dict[str, Any]:
    """The verdict for one JSON line. Raises ValueError when the line is not an object with a string ``text``."""
    try:
        row = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError('expected an object with a string "text"')
    names: dict[str, list[str]] = {}
    for key in ("people", "products"):
        names[key] = row.get(key) or []
        if not isinstance(names[key], list) or not all(isinstance(name, str) for name in names[key]):
            raise ValueError(f'"{key}" must be a list of strings')
    verdict = check(row["text"], people=names["people"], products=names["products"])
    findings = [
        {
            "start": f.start,
            "end": f.end,
            "rule": f.rule,
            "level": f.level.value,
            "why": f.why,
            "question": f.question,
            "suggestion": f.suggestion,
        }
        for f in verdict.findings
    ]
    return {"id": row.get("id"), "verdict": verdict.level.value, "findings": findings}


def main(lines: Iterable[bytes]) -> int:
    """Answer every line on standard output, in order; 1 when any of them was malformed."""
    status = 0
    for line in lines:
        try:
            result = answer(line)
        except ValueError as error:
            result, status = {"error": str(error)}, 1
        sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()
    return status


_SAID = {
    Level.OK: "Nothing to turn here.",
    Level.COACH: "This passes; one more question could make it say more.",
    Level.BLAME: "This waits for a sentence about the system: the story stops at a person.",
}


def explanation(text: str) -> str:
    """The verdict on ``text`` for a person to read, one paragraph a finding."""
    verdict = check(text)
    return "\n\n".join([_SAID[verdict.level], *(_paragraph(text, finding) for finding in verdict.findings)])


def _paragraph(text: str, finding: Finding) -> str:
    marked = " ".join(text[finding.start : finding.end].split())
    lines = [
        f"{finding.level.value}: {marked}",
        f"  why       {finding.why}",
        f"  question  {finding.question}",
        *(f"  start     {start}" for start in finding.suggestions),
        f"  rule      {finding.rule} ({BY_ID[finding.rule].source})",
    ]
    return "\n".join(lines)


def run(arguments: list[str]) -> int:
    """The command: explain one text, or answer the lines of standard input."""
    said = 'Ask the language guard. Without --explain it reads JSON lines {"id", "text", "people"?} and answers each.'
    parser = argparse.ArgumentParser(prog="python -m postmortems.language", description=said)
    parser.add_argument("--explain", metavar="TEXT", help="answer for a person, about this one text")
    text = parser.parse_args(arguments).explain
    if text is None:
        return main(sys.stdin.buffer)
    sys.stdout.write(explanation(text) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
