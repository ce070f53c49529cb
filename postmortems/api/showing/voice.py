"""How a review's words are said: where its shared page says roles for names, programs read roles as well."""

from collections.abc import Callable

from postmortems.exports.people import Called
from postmortems.reviews.models import Participant, Review

Say = Callable[[str], str]


class Voice:
    """Reads who took part only when it is needed."""

    def __init__(self, review: Review) -> None:
        self._called = Called(review) if review.names_as_roles else None
        self.say: Say = self._called.say if self._called else str

    def part(self, part: Participant | None) -> str:
        """Somebody who took part; nobody is empty."""
        if part is None:
            return ""
        if self._called:
            return self._called.part(part)
        return part.user.display_name if part.user else part.name


class Voices:
    """The voice of each review of a list, asked once for each."""

    def __init__(self) -> None:
        self._known: dict[int, Voice] = {}

    def of(self, review: Review) -> Voice:
        if review.pk not in self._known:
            self._known[review.pk] = Voice(review)
        return self._known[review.pk]
