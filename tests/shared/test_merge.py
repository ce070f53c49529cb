from postmortems.shared.difference import Piece, difference
from postmortems.shared.merge import merge


def test_merge_keeps_both_peoples_changes_to_different_fields():
    merged = merge(read={"a": "1", "b": "1"}, mine={"a": "2", "b": "1"}, now={"a": "1", "b": "9"})
    assert (merged.changes, merged.conflicts) == ({"a": "2"}, {})


def test_merge_of_the_same_field_is_a_conflict_that_shows_what_stands():
    merged = merge(read={"a": "1"}, mine={"a": "2"}, now={"a": "3"})
    assert (merged.changes, merged.conflicts) == ({}, {"a": "3"})


def test_merge_of_the_same_new_value_is_no_conflict():
    assert merge(read={"a": "1"}, mine={"a": "2"}, now={"a": "2"}).conflicts == {}


def test_difference_names_what_went_and_what_came():
    assert difference("the pool was drained", "the pool was full") == [
        Piece("same", "the pool was "),
        Piece("gone", "drained"),
        Piece("new", "full"),
    ]


def test_difference_puts_together_to_the_second_text():
    before, after = "a b  c\nd", "a x  c\n\nd e"
    assert "".join(piece.text for piece in difference(before, after) if piece.kind != "gone") == after


def test_difference_of_very_long_texts_shows_both_whole():
    before, after = "a " * 3000, "b " * 3000
    assert difference(before, after) == [Piece("gone", before), Piece("new", after)]
