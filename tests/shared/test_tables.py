"""The one writer of CSV: what a spreadsheet would run becomes words."""

import csv
import datetime as dt
import io

import pytest

from postmortems.shared.tables import as_csv, safe


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0@"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(sign):
    assert safe(f"{sign}cmd") == f"'{sign}cmd"


@pytest.mark.parametrize(
    ("cell", "words"), [("a=b", "a=b"), (-3, "-3"), (None, ""), (dt.date(2026, 11, 5), "2026-11-05")]
)
def test_what_is_harmless_stays(cell, words):
    assert safe(cell) == words


def test_quotes_commas_and_lines_come_back_as_they_were():
    told = "".join(as_csv([['say "no", then go', "two\nlines", 7]]))
    assert list(csv.reader(io.StringIO(told.removeprefix("\ufeff")))) == [['say "no", then go', "two\nlines", "7"]]
