"""Pasted people: every line that is not empty is either understood or given back with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortems.organisation.invite_lines import MOST, Line, Reason, name_from, read_lines


@pytest.mark.parametrize(
    ("words", "name", "email"),
    [
        ("Lea Brandt <lea@example.org>", "Lea Brandt", "lea@example.org"),
        ('"Brandt, Lea" <Lea@Example.org>,', "Brandt, Lea", "lea@example.org"),
        ("  Lea   Brandt   lea@example.org ; ", "Lea Brandt", "lea@example.org"),
        ("Lea Brandt\tlea@example.org", "Lea Brandt", "lea@example.org"),
        ("Zoë O’Neill <zoe@example.org>", "Zoë O’Neill", "zoe@example.org"),
        ("lea.brandt@example.org", "Lea Brandt", "lea.brandt@example.org"),
        ("<lea-marie_brandt+work@example.org>", "Lea Marie Brandt Work", "lea-marie_brandt+work@example.org"),
    ],
)
def test_a_line_is_understood(words, name, email):
    assert read_lines(words, known=()).people == [Line(1, name, email)]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Lea Brandt", Reason.NO_ADDRESS),
        ("Lea <lea@example>", Reason.ODD_ADDRESS),
        ("Lea <here@example.org>", Reason.HERE),
        ("x" * 121 + " <long@example.org>", Reason.LONG_NAME),
        ("Lea <lea@example.org%0aBcc:all@example.org>", Reason.ODD_ADDRESS),
        ("Lea <javascript:alert(1)@example.org>", Reason.ODD_ADDRESS),
        ("Lea <lea\u202e@example.org>", Reason.ODD_ADDRESS),
        ("Lea <a@b@example.org>", Reason.ODD_ADDRESS),
    ],
)
def test_a_line_is_given_back_with_its_reason(words, reason):
    [refused] = read_lines(words, known={"here@example.org"}).refused
    assert (refused.number, refused.words, refused.reason) == (1, words, reason)


def test_numbers_are_those_of_the_field_and_the_rest_stays_as_it_came():
    text = "Ada <ada@example.org>\n\n  nobody \nADA <Ada@example.org>\nBo <bo@example.org>"
    reading = read_lines(text, known=())
    assert [(one.number, one.email) for one in reading.people] == [(1, "ada@example.org"), (5, "bo@example.org")]
    assert [(one.number, one.reason) for one in reading.refused] == [(3, Reason.NO_ADDRESS), (4, Reason.TWICE)]
    assert reading.left == "  nobody \nADA <Ada@example.org>"


def test_more_than_fits_waits_for_the_next_time():
    reading = read_lines("\n".join(f"p{n}@example.org" for n in range(MOST + 2)), known=())
    assert (len(reading.people), [one.reason for one in reading.refused]) == (MOST, [Reason.TOO_MANY] * 2)


def test_an_address_of_signs_alone_has_a_name():
    assert name_from("...@example.org") == "...@example.org"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=300))
def test_nothing_vanishes(text):
    reading = read_lines(text, known=())
    numbers = {one.number for one in reading.people} | {one.number for one in reading.refused}
    assert numbers == {n for n, line in enumerate(text.splitlines(), start=1) if line.strip()}
    assert len(reading.people) + len(reading.refused) == len(numbers)
