"""From written to shared, as programs see it: where a review goes, what sharing waits for, who keeps it and sees it."""

import datetime as dt

from ninja import Schema
from pydantic import Field

from postmortems.api.fields import Day, Filled, Number, Sent, Words
from postmortems.api.shapes.organisation import Named, TeamName
from postmortems.api.shapes.review import ReviewState, Seen
from postmortems.reviews.models import Visibility


class Moved(Sent):
    """Where it goes. `reason` where the move asks for one; at the end of what was shared it says what is different
    now, and the guard reads it.
    """

    to: ReviewState
    reason: Words = Field("", max_length=2000)


class Open(Schema):
    """Something that a point is about, and where it is settled."""

    text: str
    url: str


class PointShown(Schema):
    """One thing that sharing asks for. `state`: done, open, waiting for somebody, or passed. What `blocks` is settled
    where it stands; the others may be passed with a reason, as one of `reasons`.
    """

    name: str
    title: str
    state: str
    says: str
    blocks: bool
    reasons: list[str]
    places: list[Open]


class SharingShown(Schema):
    """Whether it may be shared, and what is open. `shown_at`: since when those involved are asked."""

    state: ReviewState
    is_open: bool = Field(description="Nothing is left: it may be shared.")
    names_as_roles: bool
    shown_at: dt.datetime | None
    points: list[PointShown]


class SharingChange(Sent):
    """Only what is sent changes. `passed` gives points that only advise a reason; an empty one asks the point again."""

    names_as_roles: bool = False
    passed: dict[str, Words] = Field({}, max_length=20)


class KeepersShown(Schema):
    """Who keeps a review, and who may see it: beside those who take part, `visibility` says everyone, the teams or
    people named here. Kept to some, it says why and until when.
    """

    owner: Named | None
    facilitator: Named | None
    team: TeamName | None
    visibility: Seen
    visible_teams: list[TeamName]
    visible_people: list[Named]
    because: str
    ends_on: dt.date | None


class KeepersChange(Sent):
    """Only what is sent changes. Who keeps a review to some says why, and until when."""

    owner: Number | None = None
    facilitator: Number | None = None
    team: Number | None = None
    visibility: Seen = Visibility.EVERYONE
    visible_teams: list[Number] = Field([], max_length=200)
    visible_people: list[Number] = Field([], max_length=500)
    because: Filled = Field("", max_length=300)
    ends_on: Day | None = None
