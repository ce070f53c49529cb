"""Work grows in proportion to the text: counted in executed calls, which no busy machine can disturb."""

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
