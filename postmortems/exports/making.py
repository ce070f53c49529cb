"""One document on its way in, as the steps that make its rows pass it on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from accounts.models import User
from postmortems.exports.numbers import Numbers
from postmortems.exports.people import Known
from postmortems.exports.sealing import Sealing
from postmortems.reviews.models import Review

Data = dict[str, Any]


@dataclass
class Making:
    """`as_it_stood`: with its state, its dates and who promised what; otherwise a draft of whoever brings it."""

    review: Review
    said: Data
    actor: User | None
    people: Known
    numbers: Numbers
    sealing: Sealing
    as_it_stood: bool
    files: Callable[[str], IO[bytes] | None]
    missing_files: list[str] = field(default_factory=list)
    missing_reviews: list[str] = field(default_factory=list)

    def each(self, name: str) -> Iterator[tuple[Data, str]]:
        """The things of one kind, each with its place in the document."""
        for place, one in enumerate(self.said.get(name, [])):
            yield one, f"review.{name}[{place}]"

    def author(self, name: str | None) -> User | None:
        """Who wrote something: by name where it comes back as it stood, else whoever brings it."""
        return self.people.find(name or "") if self.as_it_stood else self.actor
