"""Finding a time zone by what people type."""

import zoneinfo

import pytest

from accounts.zones import find_zone, place_of, zone_names


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("  new   york ", "America/New_York"),
        ("europe/lisbon", "Europe/Lisbon"),
        ("UTC", "UTC"),
        ("Buenos Aires", "America/Buenos_Aires"),
        ("Atlantis", None),
        ("../../etc/passwd", None),
        ("", None),
    ],
)
def test_a_zone_is_found_by_its_name_or_a_city(typed, zone):
    assert find_zone(typed) == zone


def test_every_zone_that_is_offered_is_one():
    assert len(zone_names()) > 300
    assert {find_zone(name) for name in zone_names()} == set(zone_names()) <= zoneinfo.available_timezones()


def test_a_place_as_people_write_it():
    assert [place_of(zone) for zone in ("America/New_York", "UTC")] == ["New York", "UTC"]
