"""Thanks and the organisation's own words of a document."""

from typing import Any

from postmortems.exports import shape
from postmortems.exports.making import Making
from postmortems.factors.tag import Tag, Tagged
from postmortems.shared import clock
from postmortems.thanks.models import Thanks

Data = dict[str, Any]


def restore_tags(making: Making) -> None:
    words = [word_here(said, making, code="") for said, _path in making.each("tags")]
    here = dict.fromkeys(word for word in words if word)
    Tagged.objects.bulk_create(Tagged(review=making.review, tag=word) for word in here)


def restore_thanks(making: Making) -> None:
    """Thanks as they were said. Only where the review comes back as it stood: nobody says thanks in another's name."""
    for said, path in making.each("thanks"):
        Thanks.objects.create(
            review=making.review,
            to=making.people.find(said.get("to", "")),
            added_by=making.people.find(said.get("said_by", "")),
            **shape.THANKS.read(said, path),
        )


def word_here(said: Data, making: Making, *, code: str) -> Tag | None:
    """The word of this name. One that nobody defined here comes with what it meant where it stood, and is offered for
    other reviews only once an administrator offers it; in a draft it is left out.
    """
    found = Tag.objects.filter(name__iexact=said["name"], code=code).first()
    if found or not making.as_it_stood:
        return found
    meaning = said.get("definition") or said["name"]
    return Tag.objects.create(name=said["name"], definition=meaning, code=code, archived_at=clock.now())
