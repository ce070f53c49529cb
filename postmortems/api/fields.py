"""The kinds of values that programs send, and what is asked of them. Every sentence is for a person who reads it."""

import datetime as dt
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from ninja import Path, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, WithJsonSchema

from postmortems.api.cursors import MOST, PAGE
from postmortems.timeline.forms import EARLIEST, LATEST

BIGGEST = 2**63 - 1
_is_web = URLValidator(schemes=["http", "https"])


def _kept(said: str) -> str:
    if "\x00" in said:
        raise ValueError("It holds a character that cannot be kept (NUL).")
    try:
        said.encode()
    except UnicodeEncodeError:
        raise ValueError("It holds half of a character.") from None
    return said


def _said(said: str) -> str:
    if not _kept(said).strip():
        raise ValueError("A few words are enough. It cannot be empty.")
    return said


def _in_time(moment: dt.datetime) -> dt.datetime:
    if not EARLIEST <= moment.date() <= LATEST:
        raise ValueError("Is that the year?")
    return moment.astimezone(dt.UTC)


def _day(day: dt.date) -> dt.date:
    if not EARLIEST <= day <= LATEST:
        raise ValueError("Is that the year?")
    return day


def _address(said: str) -> str:
    if said:
        try:
            _is_web(_kept(said))
        except ValidationError:
            raise ValueError("A web address, as in https://example.org/log.") from None
    return said


def among(choices: type[models.Choices]) -> WithJsonSchema:
    """Said in the document where it stands: two slices have a State, and the document has room for one name."""
    return WithJsonSchema({"type": "string", "enum": list(choices.values)})


class Sent(Schema):
    """What a program sends. A field that nobody knows is refused: it is a slip of the pen."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)

    def said(self) -> dict[str, Any]:
        """Only what was sent."""
        return self.model_dump(exclude_unset=True)


Words = Annotated[str, AfterValidator(_kept)]
Filled = Annotated[str, AfterValidator(_said)]
Moment = Annotated[
    AwareDatetime,
    AfterValidator(_in_time),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-19T14:02:00+01:00"]}),
]
Day = Annotated[dt.date, AfterValidator(_day)]
Address = Annotated[str, Field(max_length=500), AfterValidator(_address)]
Number = Annotated[int, Field(ge=1, le=BIGGEST)]
Ref = Annotated[str, Path(description="As people say it: PIR-118.", pattern=r"^PIR-[1-9][0-9]{0,8}$")]
Pk = Annotated[int, Path(ge=1, le=BIGGEST)]


class Listing(Schema):
    """How much of a list, and from where."""

    cursor: Annotated[str | None, Field(max_length=200, description="`next` of the page before.")] = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = PAGE
