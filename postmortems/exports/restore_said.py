"""Thanks, the organisation's own words and the reviews of a theme, of a document."""

from collections.abc import Iterable
from typing import Any

from postmortems.exports import shape
from postmortems.exports.making import Making
from postmortems.factors.tag import Tag, Tagged
from postmortems.reviews.access import visible_to
from postmortems.reviews.collected import Collected
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.thanks.models import Thanks
from postmortems.workspace.together import beside

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


def restore_together(making: Making) -> None:
    """A theme looks at the same reviews again, where whoever brings it may see them here under the same reference and
    title: a number alone may be another review's. The others are named.
    """
    said = {one["ref"]: one["title"] for one, _path in making.each("together")}
    if not said:
        return
    found = {one.ref: one for one in _under(list(said), making)}
    titles = {one.ref: one.title for one in beside(list(found.values()))}
    same = [ref for ref, title in said.items() if titles.get(ref) == title]
    Collected.objects.bulk_create(Collected(theme=making.review, review=found[ref]) for ref in same)
    making.missing_reviews += [ref for ref in said if ref not in same]


def _under(refs: list[str], making: Making) -> Iterable[Review]:
    numbers = [int(digits) for ref in refs if (digits := ref.rpartition("-")[2]).isdecimal() and len(digits) < 10]
    return visible_to(making.actor).filter(number__in=numbers) if making.actor else ()


def word_here(said: Data, making: Making, *, code: str) -> Tag | None:
    """The word of this name. One that nobody defined here comes with what it meant where it stood, and is offered for
    other reviews only once an administrator offers it; in a draft it is left out.
    """
    found = Tag.objects.filter(name__iexact=said["name"], code=code).first()
    if found or not making.as_it_stood:
        return found
    meaning = said.get("definition") or said["name"]
    return Tag.objects.create(name=said["name"], definition=meaning, code=code, archived_at=clock.now())
