"""Work grows in proportion to the text: counted in executed calls, which no busy machine can disturb."""

import subprocess
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from postmortems.language import Verdict, check

PIECES = [
    "Priya forgot the drain list and ",
    "it was careless ",
    "had the engineer ",
    "because the lamp shows ",
    "error by ",
    "the root cause was Kim ",
    "lack of care ",
    "'a",
    "`",
    "(",
    "> \n",
    "@a.",
    "great job by Kim, ",
    "thanks to the wizard who ",
    "the outage is on ",
    "whoever wrote this needs ",
    "Kim should of . By Lea. ",
    "they panicked and ",
    "a-",
    "Priya's ",
    "Kai because he ",
    "instead of the ",
    "not his ",
    "https://a ",
    "the careless and ",
    "was the only one who ",
]


def calls(work: Callable[[], object]) -> int:
    count = 0

    def tracer(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(tracer)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_four_times_the_text_is_four_times_the_work() -> None:
    for piece in PIECES:
        in_full(piece)
        assert in_full(piece * 200) <= 4.4 * in_full(piece * 50) + 100, piece


def in_full(text: str) -> int:
    return calls(lambda: told(check(text)))


def told(verdict: Verdict) -> list[tuple[str, ...]]:
    """All that a page could show of a verdict."""
    return [(finding.why, finding.question, *finding.suggestions) for finding in verdict.findings]


def test_who_asks_for_the_level_or_one_finding_pays_for_no_other() -> None:
    text = "Priya forgot to check the drain list before pushing the config. " * 50
    told(check(text))
    assert calls(lambda: check(text).level) < in_full(text) / 1.6
    one_told, all_told = check(text), check(text)
    assert len(all_told.findings) == 50
    one, every = calls(lambda: one_told.findings[0].why), calls(lambda: told(all_told))
    assert 0 < one * 40 < every
    assert calls(lambda: told(all_told)) < every / 50  # worked out once


# What the tokenizer's pattern could go back over again and again: each is met a hundred thousand times in a row.
WORST = ["a-", "a'", "s' ", "`", "@a.", "1,", "https://", "\n>", "\n-", "\n- ", "\n1. ", "'", "’", "é-", "_", "A.", " "]


def test_no_text_makes_a_pattern_go_back_over_it() -> None:
    """A pattern that blows up would not come to its end in a lifetime; this takes about a second."""
    code = f"""
from postmortems.language.tokens import sentences
for piece in {WORST!r}:
    for _ in sentences(piece * 100_000 + "\\x00"): pass
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
