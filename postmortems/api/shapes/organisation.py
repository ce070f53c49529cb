"""People, teams and services as programs see them: names and numbers, never addresses."""

from typing import Annotated

from ninja import Schema
from pydantic import Field

from accounts.models import Membership
from postmortems.api.fields import Address, Filled, Listing, Number, Sent, Words, among

TeamRole = Annotated[Membership.Role, among(Membership.Role)]


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


class TeamWritten(Sent):
    name: Filled = Field(max_length=80)


class TeamChange(Sent):
    """Only what is sent changes. Archived, it keeps what it did, and can come back."""

    name: Filled = Field("", max_length=80)
    is_archived: bool = False


class MemberShown(Schema):
    """`lead`: speaks for the team."""

    person: Named
    role: TeamRole


class MemberList(Schema):
    items: list[MemberShown]


class MemberWritten(Sent):
    person: Number
    role: TeamRole = Membership.Role.MEMBER


class MembersWritten(Sent):
    """All of them: who is not named is taken out."""

    items: list[MemberWritten] = Field(max_length=500)


class ServiceWritten(Sent):
    name: Filled = Field(max_length=80)
    team: Number | None = Field(None, description="The number of a team that is not archived.")
    runbook_url: Address = ""


class ServiceChange(Sent):
    """Only what is sent changes. Archived, its incidents go on naming it, and it can come back."""

    name: Filled = Field("", max_length=80)
    team: Number | None = None
    runbook_url: Address = ""
    is_archived: bool = False
