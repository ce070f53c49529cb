"""Files that cannot be taken in are refused with line, column and reason; none of them breaks the reader."""

import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortems.timeline.importers.decoding import LARGEST
from postmortems.timeline.importers.markdown import read
from postmortems.timeline.importers.result import MOST_PROBLEMS, ImportedReview
from tests.importers.documents import FLUTTER, FRONT_MATTER, HEADINGS

DEEP = "---\na: " + "[" * 5_000 + "]" * 5_000 + "\n---\n"
DEEP_BLOCK = "---\n" + "".join(" " * depth + f"k{depth}:\n" for depth in range(300)) + "---\n"
LAUGHS = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n"
LONG_KEY = "---\n? " + "k" * 70_000 + "\n---\n"


@pytest.mark.parametrize(
    ("data", "line", "column", "reason"),
    [
        (b"", 1, 1, "nothing in this file"),
        (b" \n\n\t", 1, 1, "nothing in this file"),
        (b"\xef\xbb\xbf", 1, 1, "nothing in this file"),
        (b"# T\n\nab\x00c", 3, 3, "NUL"),
        (b"# T\n\nab\xffc", 3, 3, "no text"),
        ("Grüße".encode("latin-1"), 1, 3, "no text"),
        (b"\xff\xfea\x00\n\x00b", 2, 1, "no text"),
        (b"---\ntitle: T\n", 1, 1, "never ends"),
        (b"---\ntitle: 'T\n---\n", 2, 10, "no YAML"),
        (b"---\ntitle: a: b\n---\n", 2, 9, "no YAML"),
        (b"---\na: [1, 2\nb: 3\n---\n", 3, 2, "no YAML"),
        (b"---\n\ttitle: T\n---\n", 2, 1, "no YAML"),
        (b"---\na: !!python/object/apply:os.system [x]\nb: {\n---\n", 3, 5, "no YAML"),
        (b"---\na: \x07\n---\n", 1, 1, "no YAML"),
        (b'---\na: "\\UFFFFFFFF"\n---\n', 1, 1, "no YAML"),
        (DEEP.encode(), 2, 15, "too deeply"),
        (DEEP_BLOCK.encode(), 14, 13, "too deeply"),
        (LAUGHS.encode(), 3, 8, "another part of itself"),
        (LONG_KEY.encode(), 1, 1, "longer than 64 kB"),
        (b"# T\n" + b"x" * (LARGEST + 1), 2, 1, "longer than 2 MB"),
        (b"# Summary\n" + b"x" * 190_000, 1, 1, "longer than 180,000"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(data, line, column, reason):
    review = read(data)
    assert reason in review.problems[0].words
    assert (review.problems[0].line, review.problems[0].column) == (line, column)
    assert review == ImportedReview(problems=review.problems)


def test_at_most_twenty_problems_are_told():
    problems = read(b"a\x00\n" * 500).problems
    assert [problem.line for problem in problems] == list(range(1, MOST_PROBLEMS + 1))


def test_a_tag_of_yaml_constructs_nothing():
    review = read(b"---\ntitle: !!python/object/apply:os.getcwd []\nsummary: !!int abc\n---\nText.\n")
    assert review.title == ""
    assert review.summary == "abc"


@pytest.mark.parametrize(
    "data",
    [
        b"#" * 100_000,
        b"- " * 50_000,
        b"|" * 100_000,
        b"[" * 100_000,
        b"1:1:1:1:" * 20_000,
        b"10:10 " * 20_000,
        b"root cause " * 10_000,
        b"**a" * 30_000,
        b"A. " * 30_000,
        b"## Timeline\n2026-01-01\n" + b"10:10 x\n" * 1_900,
        b"January 1 " * 10_000,
        b"a " * 60_000 + b"was",
        b"---\n" + b"a: b\n" * 10_000 + b"---\n",
        b" " * 100_000 + b"x",
        b"# " + b" " * 100_000 + b"x",
        b"Impact:" + b" " * 100_000 + b"x",
        b"## Timeline\n2026-01-01\n" + b" " * 100_000 + b"10:10" + b" " * 100_000 + b"x",
        b"Times " * 20_000,
        ("x" * 50 + "\n" + "=" * 5 + "\n").encode() * 2_000,
    ],
)
def test_no_input_holds_the_reader(data):
    """A pattern that blows up would not come back within a minute of processor time; these take about a second each."""
    with ended_by_the_kernel(after=60):
        read(data)


@contextmanager
def ended_by_the_kernel(*, after: int) -> Iterator[None]:
    """A pattern that blows up would not come back within a minute of processor time; these take about a second."""

    def end(*_: object) -> None:
        pytest.fail(f"still busy after {after} s of processor time")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, after)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def damaged(data: bytes, seed: int) -> bytes:
    """The document with a few bytes changed, doubled, lost or moved."""
    chance = random.Random(seed)
    broken = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(broken))
        span = slice(place, place + chance.choice((1, 1, 2, 7, 40)))
        what = chance.randrange(5)
        if what == 0:
            broken[place] = chance.randrange(256)
        elif what == 1:
            broken[span] = b""
        elif what == 2:
            broken[span] = broken[span] * chance.choice((2, 30))
        elif what == 3:
            broken[place:place] = chance.choice(
                [b"\x00", b"\n", b"---\n", b"[", b"{", b"&a ", b"*a", b"\xff", b"!!", b"\r"]
            )
        else:
            other = chance.randrange(len(broken))
            broken[place:place] = broken[other : other + 60]
    return bytes(broken)


@pytest.mark.parametrize("document", [FRONT_MATTER, HEADINGS, FLUTTER])
def test_six_hundred_damaged_copies_are_read_or_refused(document):
    for seed in range(600):
        data = damaged(document.encode(), seed)
        review = read(data)
        assert all(problem.line >= 1 and problem.column >= 1 for problem in review.problems), seed
        assert all(event.at.tzinfo is not None and event.text for event in review.events), seed
        assert review.problems or review.external_id, seed


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_at_all_are_read_or_refused(data):
    review = read(data)
    assert bool(review.problems) != bool(review.external_id)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="---\n:[]{}&*!|>'\"# \ttitle12026-01:Z?%@`", max_size=120))
def test_any_front_matter_is_read_or_refused(yaml):
    review = read(f"---\n{yaml}\n---\nText.\n".encode())
    assert bool(review.problems) != bool(review.external_id)
