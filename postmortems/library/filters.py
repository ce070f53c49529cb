"""What else somebody asks of the library beside words. Every filter is part of the address. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

from postmortems.factors.taxonomy import Code, Sign
from postmortems.library.models import Part
from postmortems.reviews.models import Kind

BEST, NEWEST = "best", "newest"
ONE_OF = {"part": Part.values, "code": Code.values, "sign": Sign.values, "kind": Kind.values, "order": [BEST, NEWEST]}
NUMBERS = ("service", "team", "year", "days", "tag")
WINDOWS = (90, 180, 365)  # days


@dataclass(frozen=True)
class Filters:
    """Empty asks nothing. `code` and `sign` are those of one condition; `days` end with the day `until`, or today."""

    part: str = ""
    service: int | None = None
    code: str = ""
    sign: str = ""
    kind: str = ""
    team: int | None = None
    year: int | None = None
    days: int | None = None
    until: dt.date | None = None
    tag: int | None = None
    order: str = ""

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """What an address asks for; what it asks for in odd ways is left aside."""
        chosen: dict[str, Any] = {name: said[name] for name, values in ONE_OF.items() if said.get(name) in values}
        chosen |= {name: _number(said.get(name, "")) for name in NUMBERS}
        return cls(**chosen, until=_day(said.get("until", "")) if chosen["days"] else None)

    @property
    def is_any(self) -> bool:
        return replace(self, order="") != Filters()

    def address(self, typed: str, **changes: Any) -> str:
        """The part of an address that asks for this and these words, with some things asked differently."""
        asked = replace(self, **changes)
        named = {"words": typed, **{field.name: getattr(asked, field.name) for field in fields(self)}}
        return urlencode({name: value for name, value in named.items() if value})


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None


def _day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None
