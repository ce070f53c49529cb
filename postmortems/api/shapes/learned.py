"""What was learned, as programs see it: what a search finds, and what figures say."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, Field, WithJsonSchema

from postmortems.api.fields import Words
from postmortems.api.shapes.review import ReviewKind
from postmortems.insights.window import LENGTHS, USUAL

Listed = Annotated[int, Field(ge=1, lt=10**9)]


def _offered(days: int) -> int:
    if days not in LENGTHS:
        raise ValueError(f"One of {', '.join(map(str, LENGTHS))}.")
    return days


Length = Annotated[int, AfterValidator(_offered), WithJsonSchema({"type": "integer", "enum": list(LENGTHS)})]


class SearchAsked(Schema):
    """`words`: all of them, each from its beginning; "phrases in quotes", and -words that must not be there."""

    words: Words = Field(max_length=200)
    kind: ReviewKind | Literal[""] = ""
    team: Listed | None = None
    service: Listed | None = None
    year: Annotated[int, Field(ge=1000, le=2999)] | None = None
    page: Annotated[int, Field(ge=1, le=100)] = 1


class PlaceFound(Schema):
    """One place of a review that fits, in plain words."""

    part: str
    excerpt: str
    url: str


class ReviewFound(Schema):
    ref: str
    url: str
    title: str
    places: list[PlaceFound]
    further: int


class SearchPage(Schema):
    """Ten reviews, the best first. `is_counted`: `count` is exact. `next` is the number of the page behind."""

    items: list[ReviewFound]
    count: int
    is_counted: bool
    next: int | None


class FiguresAsked(Schema):
    """The last so many days."""

    days: Length = USUAL


class NumberBehind(Schema):
    """A number of a figure, and how many things stand behind it."""

    name: str
    label: str
    count: int


class FigureShown(Schema):
    """A figure as a sentence, with its exact formula. Below five there is no share: the sentence says the few."""

    slug: str
    url: str
    name: str
    asks: str
    formula: str
    says: str
    n: int
    is_few: bool
    head: list[str]
    rows: list[list[str | int]]
    notes: list[str]
    behind: list[NumberBehind]


class FigureList(Schema):
    days: int
    today: str
    is_cut: bool = Field(description="There was more than is counted; the newest are.")
    items: list[FigureShown]
