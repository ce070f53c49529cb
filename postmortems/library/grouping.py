"""Hits by review, the best first, in pages of ten. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from postmortems.library.finding import Hit
from postmortems.library.models import Part

PAGE = 10  # reviews
PLACES = 3  # of one review that a page shows; how many more there are is said
REST = 0.1  # what each further place adds, as a part of its own rank


@dataclass
class Found:
    """One review and its places, the best first."""

    review: int
    hits: list[Hit] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The best place counts whole, a few others a little: a long story is not a better answer."""
        best, *others = self.hits
        return best.rank + REST * sum(hit.rank for hit in others[:5])

    @property
    def shown(self) -> list[Hit]:
        """The places to show; the title is shown above them anyway."""
        return [hit for hit in self.hits if hit.part != Part.TITLE][:PLACES]

    @property
    def further(self) -> int:
        return sum(hit.part != Part.TITLE for hit in self.hits) - len(self.shown)


def by_review(hits: Iterable[Hit], *, newest_first: bool = False) -> list[Found]:
    """Every review once."""
    found: dict[int, Found] = {}
    for hit in sorted(hits, key=lambda hit: (-hit.rank, hit.document)):
        found.setdefault(hit.review, Found(hit.review)).hits.append(hit)
    return sorted(found.values(), key=lambda one: (0 if newest_first else -one.score, -one.review))
