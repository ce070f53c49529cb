"""An entry of the story as programs see it."""

import datetime as dt
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field, model_validator

from postmortems.api.fields import Address, Filled, Listing, Moment, Sent, Words, among
from postmortems.shared.text import LONGEST
from postmortems.timeline.models import TimelineEvent

Kind = TimelineEvent.Kind
EventKind = Annotated[Kind, among(Kind)]
MOST_AT_ONCE = 1000


class EventShown(Schema):
    """`who` acted or saw it. Times are in UTC."""

    id: int
    ref: str
    url: str
    occurred_at: dt.datetime
    ended_at: dt.datetime | None
    is_about: bool
    kind: EventKind
    source: str
    body: str
    who: str
    role: str
    evidence_url: str
    has_two_views: bool
    other_view: str
    is_starred: bool
    version: int


class EventPage(Schema):
    items: list[EventShown]
    next: str | None


class EventsAsked(Listing):
    since: Moment | None = None


class EventWritten(Sent):
    """One entry. Any words: an account of what was seen is never refused. Naive times are: say the offset."""

    occurred_at: Moment
    body: Filled = Field(max_length=LONGEST)
    kind: EventKind = Kind.OBSERVATION
    ended_at: Moment | None = None
    is_about: bool = False
    role: Words = Field("", max_length=60)
    evidence_url: Address = ""
    other_view: Words = Field("", description="Where people remember it differently.", max_length=LONGEST)

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        if self.ended_at and self.ended_at < self.occurred_at:
            raise ValueError("It cannot end before it begins.")
        return self


class EventChange(Sent):
    """Only what is sent changes."""

    occurred_at: Moment = dt.datetime(1970, 1, 2, tzinfo=dt.UTC)
    body: Filled = Field("", max_length=LONGEST)
    kind: EventKind = Kind.OBSERVATION
    ended_at: Moment | None = None
    is_about: bool = False
    role: Words = Field("", max_length=60)
    evidence_url: Address = ""
    other_view: Words = Field("", max_length=LONGEST)


class EventsWritten(Sent):
    """Many entries at once: all of them, or none."""

    entries: list[EventWritten] = Field(min_length=1, max_length=MOST_AT_ONCE)


class EventsMade(Schema):
    count: int
    ids: list[int]
