"""Work grows in proportion to the text: counted in executed calls, which no busy machine can disturb."""

import subprocess
import sys
from types import FrameType
from typing import Any

from postmortems.language import check

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


def calls(text: str) -> int:
    count = 0

    def tracer(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(tracer)
    try:
        check(text)
    finally:
        sys.setprofile(None)
    return count


def test_four_times_the_text_is_four_times_the_work() -> None:
    for piece in PIECES:
        calls(piece)
        assert calls(piece * 200) <= 4.4 * calls(piece * 50) + 100, piece


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
