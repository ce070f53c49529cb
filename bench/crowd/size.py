"""How much there is of everything. Pure."""

from dataclasses import dataclass

YEARS = 5
BASE = 1_000  # ids and numbers of the crowd begin above: what else is measured has those below


@dataclass(frozen=True)
class Size:
    """At scale 1: 100,000 reviews of an incident each, 5,000 people in 250 teams with 1,000 services. Events and
    action items follow from the reviews, twenty and three each.
    """

    scale: float

    @property
    def reviews(self) -> int:
        return max(round(100_000 * self.scale), 20)

    @property
    def people(self) -> int:
        return max(round(5_000 * self.scale), 40)

    @property
    def teams(self) -> int:
        return max(self.people // 20, 2)

    @property
    def values(self) -> dict[str, int]:
        """As statements name them; `each` is how many people a team has."""
        return {
            "base": BASE,
            "reviews": self.reviews,
            "people": self.people,
            "teams": self.teams,
            "services": self.teams * 4,
            "each": self.people // self.teams,
            "minutes": YEARS * 365 * 24 * 60,
        }
