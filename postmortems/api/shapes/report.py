"""What somebody told those who facilitate, under their own name. Other ways of telling are for people, not programs."""

import datetime as dt
import uuid
from typing import Annotated

from ninja import Schema
from pydantic import Field

from postmortems.api.fields import Filled, Sent, Words, among
from postmortems.reports.ways import Matter
from postmortems.shared.text import LONGEST

ReportMatter = Annotated[Matter, among(Matter)]


class ReportTold(Sent):
    """A near miss, or something noticed. It goes out with the name of whom the token speaks for: whoever wants it told
    confidentially or without a name does so on the page, where each promise is printed.
    """

    matter: ReportMatter = Matter.NEAR_MISS
    happened: Filled = Field(max_length=LONGEST)
    place: Words = Field("", max_length=80)
    helps: Words = Field("", max_length=LONGEST)


class SaidSince(Schema):
    """One word more. `is_answer`: from those who facilitate."""

    body: str
    is_answer: bool


class ReportShown(Schema):
    """Days, never moments. `waits_since` is null once it was answered; `review` is what it became."""

    id: uuid.UUID
    url: str
    matter: str
    happened: str
    place: str
    helps: str
    waits_since: dt.date | None
    review: str | None
    since: list[SaidSince]


class ReportList(Schema):
    items: list[ReportShown]
