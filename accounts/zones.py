"""Finding the time zone that somebody means by what they typed: a name of the zone database, or a city in one."""

import functools
import zoneinfo

PLACES = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@functools.cache
def zone_names() -> tuple[str, ...]:
    """The zones that people live in, by name, and UTC; without the old names that the database keeps for programs."""
    places = sorted(name for name in zoneinfo.available_timezones() if name.partition("/")[0] in PLACES)
    return (*places, "UTC")


@functools.cache
def _known() -> dict[str, str]:
    """Every way to say a zone, in lower case. Where two zones share a city's name, the shorter zone has it."""
    ways: dict[str, str] = {}
    for name in sorted(zone_names(), key=len):
        ways.setdefault(name.rpartition("/")[2].lower(), name)
    return ways | {name.lower(): name for name in zoneinfo.available_timezones()}


def find_zone(typed: str) -> str | None:
    """ "berlin", "New York" and "europe/berlin" as the database names them; None where there is no such zone."""
    return _known().get("_".join(typed.split()).lower())


def place_of(zone: str) -> str:
    """The city of a zone as people write it: "New York" for America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")
