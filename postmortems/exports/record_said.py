"""Thanks, the organisation's own words and the reviews of a theme as parts of the document."""

from collections.abc import Sequence
from typing import Any

from postmortems.exports import shape
from postmortems.exports.people import Called
from postmortems.factors.tag import Tag
from postmortems.reviews.models import Review
from postmortems.workspace.thanked import Thanked, thanked
from postmortems.workspace.together import beside

Data = dict[str, Any]


def tags_said(review: Review) -> list[Data]:
    """What the review is about, each word with what it means."""
    rows = Tag.objects.filter(uses__review=review, uses__factor=None).order_by("name")
    return [shape.word(row.name, row.definition) for row in rows]


def together_said(together: Sequence[Review]) -> list[Data]:
    """The reviews that a theme looks at, each called as its own page calls it."""
    return [{"ref": one.ref, "title": one.title} for one in beside(list(together))]


def thanks_said(review: Review, called: Called) -> list[Data]:
    """Thanks that are for everybody; what two keep between them leaves in no file."""
    return [_thanks(one) for one in thanked(review, called.names)]


def _thanks(one: Thanked) -> Data:
    said = {"words": one.words, "kind": one.code, "said_on": one.said_on.isoformat(), "to": one.to, "said_by": one.by}
    return {name: value for name, value in said.items() if value}
