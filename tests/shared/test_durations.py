import pytest

from postmortems.shared.durations import in_words


@pytest.mark.parametrize(
    ("minutes", "words", "bare"),
    [
        (0, "0 min", "0"),
        (47, "47 min", "47"),
        (119, "119 min", "119"),
        (120, "2 h", "2 h"),
        (1113, "18 h 33 min", "18 h 33 min"),
    ],
)
def test_minutes_as_people_say_them(minutes, words, bare):
    assert (in_words(minutes), in_words(minutes, unit=False)) == (words, bare)
