"""The plain rows that figures are made of: what was read, by key, on the organisation's days. Pure.

Tuples: there are ten thousand of a kind, and what holds only numbers and words is not looked through for rubbish.
"""

import datetime as dt
from typing import NamedTuple


class Promise(NamedTuple):
    """An action item that its owner took on. `ended_on`: when it was declined or called the same as another.
    `done_on` is the first day on which it was done: opening it again takes nothing away from anybody.
    """

    pk: int
    review: int
    state: str
    accepted_on: dt.date | None
    first_due_on: dt.date | None
    done_on: dt.date | None
    ended_on: dt.date | None
    strength: int | None
    moves: tuple[str, ...] = ()  # what was in the way, one for each move of its date


class Happened(NamedTuple):
    """An incident of a review that was put on record: its stamps, those that are estimates, how it was found."""

    pk: int
    review: int
    ref: str
    title: str
    found_by: str
    stamps: dict[str, dt.datetime | None]
    about: tuple[str, ...] = ()


class Told(NamedTuple):
    """A review by its days. `over_at`: when the last of its incidents was over; None while one has no such stamp."""

    pk: int
    ref: str
    title: str
    kind: str
    state: str
    is_retold: bool  # told first elsewhere: its pace is not ours
    filed_on: dt.date
    decided_on: dt.date | None
    is_decided: bool
    over_on: dt.date | None
    shared_on: dt.date | None
    began_at: dt.datetime | None
    acknowledged_at: dt.datetime | None
    teams: int  # distinct teams of those who wrote an entry of its story
    readers: int  # distinct teams of those who opened its shared page


class Check(NamedTuple):
    """One question whether an action item helped."""

    action: int
    effect: str
    planned_on: dt.date
    answered_on: dt.date | None


class Condition(NamedTuple):
    """A condition of a shared review, and whether something answers it."""

    review: int
    is_answered: bool


class Prepared(NamedTuple):
    """What was answered about how prepared we were, by question; empty is not said."""

    review: int
    answers: dict[str, str]


class Known(NamedTuple):
    """A service, and how many people confirmed lately that they could restore it."""

    pk: int
    name: str
    by: int


class Hour(NamedTuple):
    """A meeting that is over: numbers only. `is_mine`: its reader ran it."""

    pk: int
    ended_on: dt.date
    is_mine: bool
    reviews: tuple[int, ...]
    attended: int | None
    wrote: int | None
    tallies: dict[str, dict[int, int]]


class Thanked(NamedTuple):
    """Thanks that are for everybody, by what they are for; empty where that was not said."""

    review: int
    kind: str
