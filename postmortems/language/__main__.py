"""``python -m postmortems.language``: JSON lines {"id", "text", "people"?} in, one verdict a line out, in order.

A line that is not such an object gets ``{"error"}``, and the exit status is 1 at the end.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from postmortems.language.check import check


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


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer))
