"""What a field says of words that it cannot take: where, by line and column."""

import pytest
from django.core.exceptions import ValidationError

from postmortems.shared.forms import WordsField
from postmortems.shared.text import LONGEST


@pytest.mark.parametrize(
    ("typed", "line", "column"),
    [("\x00", 1, 1), ("ab\x00c", 1, 3), ("one\r\ntwo \x00", 2, 5), ("one\rtwo\r\x00", 3, 1), ("\n\n\x00\x00", 3, 1)],
)
def test_a_character_that_cannot_be_kept_is_named_by_its_place(typed, line, column):
    with pytest.raises(ValidationError, match=rf"Line {line}, column {column} holds"):
        WordsField(required=False, strip=False).clean(typed)


def test_words_that_do_not_fit_say_where_the_end_would_be():
    text = "x" * (LONGEST - 5) + "\n" + "y" * 20
    with pytest.raises(ValidationError, match=r"This has 200016 characters, 200000 fit: up to line 2, column 4\."):
        WordsField().clean(text)
    assert WordsField().clean("x" * LONGEST + "\r\n") == "x" * LONGEST
