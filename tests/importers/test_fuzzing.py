"""Damaged samples and made-up bytes: no crash, no lost line. Five minutes of the same run in `make prove`."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers import fuzzing

LINES = st.lists(
    st.sampled_from(
        (
            *("14:02", "[14:02] ana: hi", "Ana Silva", "  2:03 PM", "Today", "APP", "2026-06-01", "---", "", " ", "\t"),
            *("12:60", "ana — Today at 10:23", "04/06/2026, 10:23 - Ana: x", "| 10:23 | x |", ":eyes:", "2"),
            "\u200e[01.06.26, 1:02] a: b",
        )
    ),
    max_size=30,
)


def test_a_thousand_damaged_copies_are_read_or_refused():
    for seed in range(1_000):
        try:
            fuzzing.attempt(seed)
        except Exception as error:
            raise AssertionError(f"seed {seed}") from error


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_at_all_are_read_or_refused(data):
    fuzzing.holds(data)


@settings(max_examples=300, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_lines_in_any_order_lose_none(lines, end):
    fuzzing.holds(end.join(lines).encode())
