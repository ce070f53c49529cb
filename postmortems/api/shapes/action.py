"""An action item as programs see it."""

import datetime as dt
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from postmortems.actions.states import ANSWERS, Effect, InTheWay, Outcome, State
from postmortems.actions.strength import Reach, Type
from postmortems.api.fields import Day, Filled, Listing, Number, Sent, Words, among
from postmortems.api.shapes.organisation import Named, TeamName

Empty = Annotated[str, Field(pattern="^$")]

ActionState = Annotated[State, among(State)]
ActionType = Annotated[Type, among(Type)]
HowFar = Annotated[Reach, among(Reach)]
Obstacle = Annotated[InTheWay, among(InTheWay)]
Ended = Annotated[Outcome, among(Outcome)]
Helped = Annotated[Effect, among(Effect)]


class ActionShown(Schema):
    """What will exist that does not exist today. `answers` are what whom the token speaks for may say about it now;
    `sentence` is null while its words wait for the facilitator and are not yours to read.
    """

    id: int
    ref: str
    url: str
    review: str
    sentence: str | None
    sentence_state: str
    state: ActionState
    owner: Named | None
    team: TeamName | None
    due_on: dt.date | None
    first_due_on: dt.date | None
    done_on: dt.date | None
    done_when: str
    type: str
    strength: int | None
    reach: str
    hypothesis: str
    effect_check_on: dt.date | None
    effect: str
    reason: str
    in_the_way: str
    snoozed_until: dt.date | None
    ticket_url: str
    factors: list[int]
    answers: list[str]


class ActionPage(Schema):
    items: list[ActionShown]
    next: str | None


class ActionsAsked(Listing):
    """`state`: any state, or `open` for whatever waits for somebody. `due_before`: that day not included."""

    mine: bool = False
    state: ActionState | Literal["open"] | None = None
    team: Number | None = None
    due_before: Day | None = None


class ActionWritten(Sent):
    """An outcome, verb first. One that ends with a person is refused (422), as a factor is."""

    sentence: Filled = Field(max_length=300)
    owner: Number | None = None
    due_on: Day | None = None
    done_when: Words = Field("", max_length=300)
    type: ActionType | Empty = ""
    strength: int | None = Field(None, ge=1, le=3)
    reach: HowFar | Empty = ""
    effect_check_on: Day | None = None
    hypothesis: Words = Field("", max_length=1000)
    team: Number | None = None
    factors: list[Number] = Field([], description="Numbers of the factors that it answers.", max_length=200)
    ask_facilitator: bool = Field(False, description="Keep refused words, and let the facilitator decide.")


class ActionChange(Sent):
    """Only what is sent changes."""

    sentence: Filled = Field("", max_length=300)
    owner: Number | None = None
    due_on: Day | None = None
    done_when: Words = Field("", max_length=300)
    type: ActionType | Empty = ""
    strength: int | None = Field(None, ge=1, le=3)
    reach: HowFar | Empty = ""
    effect_check_on: Day | None = None
    hypothesis: Words = Field("", max_length=1000)
    team: Number | None = None
    factors: list[Number] = Field([], max_length=200)
    ask_facilitator: bool = False


class Answered(Sent):
    """What somebody says about an action item; each answer asks for some of the rest, and says so (422)."""

    answer: Literal[tuple(one.name for one in ANSWERS)]  # type: ignore[valid-type]
    reason: Words = Field("", max_length=2000)
    in_the_way: Obstacle | Empty = ""
    due_on: Day | None = None
    until: Day | None = None
    owner: Number | None = None
    outcome: Ended | Empty = ""
    effect: Helped | Empty = ""
    other: Number | None = Field(None, description="The number of the other action item.")
