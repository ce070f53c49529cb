"""People, teams and services as programs see them: names and numbers, never addresses."""

from ninja import Schema
from pydantic import Field

from postmortems.api.fields import Listing, Words


class Named(Schema):
    """A person, as everybody here may call them."""

    id: int
    name: str


class TeamName(Schema):
    id: int
    name: str


class Speaks(Schema):
    """For whom a token speaks."""

    id: int
    name: str
    zone: str
    scopes: list[str]
    ends_on: str


class TeamShown(Schema):
    id: int
    name: str
    slug: str
    is_archived: bool


class TeamPage(Schema):
    items: list[TeamShown]
    next: str | None


class ServiceShown(Schema):
    id: int
    name: str
    team: TeamName | None
    runbook_url: str
    is_archived: bool


class ServicePage(Schema):
    items: list[ServiceShown]
    next: str | None


class NamesAsked(Listing):
    """`name`: it begins like this, whatever the case."""

    name: Words = Field("", max_length=80)
