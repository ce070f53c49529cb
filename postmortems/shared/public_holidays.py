"""Public holidays of a country or of one of its regions, named as ISO 3166 does: "DE", "DE-BY". Pure."""

import datetime as dt
import functools
import re

NONE = "none"  # a place without any, for those whose work does not follow a country


@functools.cache
def countries() -> dict[str, str]:
    """Two letters and the English name of each country that is known, by name."""
    from holidays.registry import COUNTRIES

    names = {entry[1]: " ".join(re.findall(r"[A-Z][a-z]+|[A-Z]+(?![a-z])", entry[0])) for entry in COUNTRIES.values()}
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


@functools.cache
def regions(country: str) -> dict[str, str]:
    """The regions of a country that have holidays of their own: code and name."""
    import holidays

    of = holidays.country_holidays(country)
    names = of.get_subdivision_aliases()
    return {code: names[code][-1] if names.get(code) else code for code in of.subdivisions}


def find_place(typed: str) -> str | None:
    """ "Germany, Bayern", "DE-BY" or "germany" as a code; None where there is no such place."""
    country, _comma, region = (
        part.strip() for part in re.sub(r"^([A-Za-z]{2})-", r"\1,", typed.strip()).partition(",")
    )
    code = next((code for code, name in countries().items() if country.lower() in (code.lower(), name.lower())), None)
    if code is None or not region:
        return code
    found = next((key for key, name in regions(code).items() if region.lower() in (key.lower(), name.lower())), None)
    return f"{code}-{found}" if found else None


def name_of(place: str) -> str:
    """The place in words, as it can be typed again: "Germany, Bayern"; nothing where there is no such place."""
    if place == NONE:
        return place
    country, _dash, region = place.partition("-")
    name = countries().get(country, "")
    return f"{name}, {regions(country).get(region, region)}" if region and name else name


@functools.cache
def days_in(place: str, year: int) -> frozenset[dt.date]:
    """The public holidays of a place in a year; none for no place and for one that is not known."""
    country, _dash, region = place.partition("-")
    if country not in countries():
        return frozenset()
    import holidays

    return frozenset(holidays.country_holidays(country, subdiv=region or None, years=year))
