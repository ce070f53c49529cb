"""The theme radar: which kind of condition was met on which service, in how many reviews (PRACTICE.md section 6).

It finds themes and ranks nobody: it knows services and kinds, no team and no person, and says so when it knows little.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from postmortems.factors.taxonomy import Code
from postmortems.library.filters import Filters

FEWEST = 5  # reviews, below which a grid would show chance
THEME = 3  # reviews in one cell that are worth one look together
MOST = 8  # services side by side; the others are found by search


@dataclass(frozen=True)
class Cell:
    """How many reviews met this kind of condition on this service, and the address of their list."""

    count: int
    address: str
    service: str
    code: str

    @property
    def is_theme(self) -> bool:
        return self.count >= THEME

    @property
    def shade(self) -> int:
        """0 to 4, for the colour behind the number."""
        return min(self.count, 4)


@dataclass(frozen=True)
class Radar:
    """The grid: a row for each kind of condition that was met, a column for each of the services that were met most."""

    services: list[str]
    rows: list[tuple[str, list[Cell]]]
    reviews: int
    left_out: int

    @property
    def is_enough(self) -> bool:
        return self.reviews >= FEWEST


def radar(met: Mapping[tuple[str, int], Collection[int]], names: dict[int, str], *, days: int | None) -> Radar:
    """From the reviews of each (code, service), each once there. Pure."""
    counts = Counter({place: len(reviews) for place, reviews in met.items()})
    there: dict[int, set[int]] = defaultdict(set)
    for (_code, service), reviews in met.items():
        there[service].update(reviews)
    reach = {service: len(reviews) for service, reviews in there.items()}
    services = sorted(reach, key=lambda service: (-reach[service], names[service]))
    shown = services[:MOST]
    codes = [code for code in Code if any(counts[code.value, service] for service in shown)]

    def cell(code: Code, service: int) -> Cell:
        asked = Filters(part="factor", code=code.value, service=service, days=days)
        return Cell(counts[code.value, service], asked.address(""), names[service], str(code.label))

    rows = [(str(code.label), [cell(code, service) for service in shown]) for code in codes]
    return Radar([names[pk] for pk in shown], rows, len(set().union(*there.values())), len(services) - len(shown))
