"""Places are typed by people and kept as codes."""

import pytest

from postmortems.shared.public_holidays import find_place, name_of, regions


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Germany", "DE"),
        ("germany, bayern", "DE-BY"),
        ("DE-BY", "DE-BY"),
        ("de, by", "DE-BY"),
        ("United States, California", "US-CA"),
        ("Atlantis", None),
        ("Germany, Texas", None),
        ("", None),
    ],
)
def test_a_place_is_found_by_name_or_code(typed, code):
    assert find_place(typed) == code


def test_its_name_can_be_typed_again():
    assert name_of("DE-BY") == "Germany, Bayern"
    assert find_place(name_of("US-CA")) == "US-CA"
    assert name_of("") == ""
    assert name_of("no-country-of-ours") == ""
    assert "Sachsen" in regions("DE").values()
