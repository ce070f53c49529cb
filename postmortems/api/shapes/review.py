"""A review as programs see it."""

import datetime as dt
from typing import Annotated

from ninja import Schema
from pydantic import Field

from postmortems.api.fields import Filled, Listing, Moment, Number, Sent, Words, among
from postmortems.api.shapes.organisation import Named, TeamName
from postmortems.reviews.impact import Basis
from postmortems.reviews.models import Incident, Kind, Visibility
from postmortems.reviews.states import State
from postmortems.shared.text import LONGEST

ReviewKind = Annotated[Kind, among(Kind)]
ReviewState = Annotated[State, among(State)]
Seen = Annotated[Visibility, among(Visibility)]
FoundBy = Annotated[Incident.FoundBy, among(Incident.FoundBy)]
ImpactBasis = Annotated[Basis, among(Basis)]


class ReviewLine(Schema):
    """A review in a list."""

    ref: str
    url: str
    title: str
    kind: ReviewKind
    state: ReviewState
    visibility: Seen
    filed_at: dt.datetime
    team: str | None
    owner: str | None
    services: list[str]


class ReviewPage(Schema):
    items: list[ReviewLine]
    next: str | None


class ReviewsAsked(Listing):
    """`words`: all of them in the title, each from its beginning. `state`: open, shared or closed."""

    words: Words = Field("", max_length=200)
    state: str = Field("", pattern="^(open|shared|closed|)$")
    mine: bool = False
    team: Number | None = None
    service: Number | None = None


class IncidentShown(Schema):
    """What happened once. A stamp that nobody said is null; `about` names those that are estimates, `unknown` those
    that nobody can know.
    """

    id: int
    noticed: str
    severity: int | None
    found_by: str
    services: list[str]
    started_at: dt.datetime | None
    detected_at: dt.datetime | None
    acknowledged_at: dt.datetime | None
    mitigated_at: dt.datetime | None
    resolved_at: dt.datetime | None
    declared_at: dt.datetime | None
    cancelled_at: dt.datetime | None
    about: list[str]
    unknown: list[str]
    impact_who: str
    impact_count: int | None
    impact_unit: str
    impact_basis: str
    impact_felt: str
    impact_displaced: str
    impact_unknown: str


class MoveShown(Schema):
    """Where it can go. `asks` is what comes with it: a "reason", that nothing is left open ("gate"), or nothing."""

    to: ReviewState
    label: str
    asks: str


class ReviewShown(Schema):
    """A review with its incidents. `may` says what whom the token speaks for can do with it now, `moves` where they can
    take it, the usual way first.
    """

    ref: str
    url: str
    title: str
    kind: ReviewKind
    state: ReviewState
    depth: str
    visibility: Seen
    zone: str
    team: TeamName | None
    owner: Named | None
    facilitator: Named | None
    filed_at: dt.datetime
    meeting_at: dt.datetime | None
    published_at: dt.datetime | None
    closed_at: dt.datetime | None
    source_url: str
    incidents: list[IncidentShown]
    may: list[str]
    moves: list[MoveShown]


class Filed(Sent):
    """Three lines at four in the morning: any words will do."""

    noticed: Filled = Field(max_length=LONGEST)
    since: Moment | None = Field(None, description="When it began; a guess is fine.")
    is_about: bool = Field(False, description="`since` is a guess.")
    service: Words = Field("", description="A new name becomes a new service.", max_length=80)
    kind: ReviewKind = Kind.INCIDENT


class ReviewChange(Sent):
    title: Filled = Field("", max_length=200)
    kind: ReviewKind = Kind.INCIDENT


class IncidentChange(Sent):
    """Only what is sent changes. `null` takes a stamp, a severity or a number back."""

    severity: int | None = Field(None, ge=1, le=5)
    found_by: FoundBy | None = None
    services: list[Annotated[Filled, Field(max_length=80)]] | None = Field(None, max_length=50)
    started_at: Moment | None = None
    detected_at: Moment | None = None
    acknowledged_at: Moment | None = None
    mitigated_at: Moment | None = None
    resolved_at: Moment | None = None
    declared_at: Moment | None = None
    cancelled_at: Moment | None = None
    about: list[str] | None = Field(None, description="Names of the stamps that are estimates.", max_length=7)
    impact_who: Words = Field("", max_length=200)
    impact_count: int | None = Field(None, ge=0, le=10**15)
    impact_unit: Words = Field("", max_length=60)
    impact_basis: ImpactBasis | None = None
    impact_felt: Words = Field("", max_length=500)
    impact_displaced: Words = Field("", max_length=500)
    impact_unknown: Words = Field("", max_length=500)


class TextShown(Schema):
    """One long text of a review, as Markdown. `state` is what the guard knows of it; version 0: nobody wrote it yet."""

    slot: str
    heading: str
    body: str
    state: str
    version: int
    changed_at: dt.datetime | None


class TextList(Schema):
    items: list[TextShown]


class TextWritten(Sent):
    body: Words = Field(max_length=LONGEST)


class Brought(Sent):
    """A log or a chat as it was copied. It is read into lines that somebody looks through first."""

    text: Filled = Field(max_length=2_000_000)
    name: Words = Field("", description="Where it comes from, as a person would say it.", max_length=120)


class BroughtShown(Schema):
    """`url` is where its lines are looked through and taken in."""

    id: int
    url: str
    lines: int
    read_as: str
