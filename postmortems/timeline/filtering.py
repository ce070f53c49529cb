"""Which entries a page of the story shows, as its address says it. Addresses can be sent: they hold no words of anybody
but the role that was asked for.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import FETCH_RAISE, Count
from django.utils.translation import gettext as _

from postmortems.reviews.models import Review
from postmortems.shared.models import TrashQuerySet
from postmortems.timeline.models import Source, TimelineEvent

Kind = TimelineEvent.Kind
LONGEST_ROLE = 60
FEWEST_TO_ASK = 3  # entries from which on it is asked who else was there


@dataclass(frozen=True)
class Filter:
    """What is asked for; nothing asked for shows the story as it is told, without its noise."""

    starred: bool = False
    noise: bool = False
    kind: str = ""
    source: str = ""
    origin: int = 0
    role: str = ""

    @classmethod
    def asked(cls, said: Mapping[str, str]) -> "Filter":
        """From an address; what means nothing is left aside."""
        origin = said.get("origin", "")
        return cls(
            starred=said.get("starred") == "1",
            noise=said.get("noise") == "1",
            kind=said.get("kind", "") if said.get("kind") in Kind.values else "",
            source=said.get("source", "") if said.get("source") in Source.values else "",
            origin=int(origin) if origin.isdecimal() and len(origin) < 19 else 0,
            role=said.get("role", "")[:LONGEST_ROLE],
        )

    def __bool__(self) -> bool:
        return self != Filter()

    @property
    def query(self) -> str:
        """The same as a part of an address: "&kind=action&starred=1"; empty when nothing is asked for."""
        said = {name: int(value) if isinstance(value, bool) else value for name, value in vars(self).items() if value}
        return f"&{urlencode(said)}" if said else ""

    def of(self, review: Review) -> TrashQuerySet[TimelineEvent]:
        """The entries of the review that are asked for, in order."""
        wanted: dict[str, Any] = {"is_noise": False} if not self.noise else {}
        wanted |= {"is_starred": True} if self.starred else {}
        wanted |= {name: value for name in ("kind", "source", "role") if (value := getattr(self, name))}
        wanted |= {"origin": self.origin} if self.origin else {}
        found: TrashQuerySet[TimelineEvent] = review.events.alive().filter(**wanted).fetch_mode(FETCH_RAISE)
        return found


@dataclass(frozen=True)
class Choices:
    """What the story of a review can be filtered by, each with its number of entries, and how much of it is noise."""

    kinds: list[tuple[str, str, int]]
    sources: list[tuple[str, str, int]]
    roles: list[tuple[str, str, int]]
    starred: int
    noise: int
    voices: int

    @property
    def is_one_voice(self) -> bool:
        """Whether a story that has begun is told by one person alone (PRACTICE.md section 1: two points of view)."""
        return self.voices == 1 and sum(n for _value, _label, n in self.kinds) >= FEWEST_TO_ASK


def choices_of(review: Review) -> Choices:
    """One query, over groups of entries."""
    names = ("kind", "source", "role", "is_starred", "is_noise", "written_by")
    groups = list(review.events.alive().order_by().values_list(*names).annotate(n=Count("pk")))
    told = [group for group in groups if not group[4]]

    def counted(place: int) -> Counter[Any]:
        found: Counter[Any] = Counter()
        for group in told:
            found[group[place]] += group[-1]
        return found

    kinds, sources, roles = counted(0), counted(1), counted(2)
    return Choices(
        kinds=[(value, str(Kind(value).label), kinds[value]) for value in Kind.values if kinds[value]],
        sources=[(value, str(Source(value).label), sources[value]) for value in Source.values if sources[value]],
        roles=[(role, role, n) for role, n in sorted(roles.items()) if role],
        starred=counted(3)[True],
        noise=sum(group[-1] for group in groups if group[4]),
        voices=len({group[5] for group in told}),
    )


def in_words(asked: Filter) -> str:
    """What is left out just now, said in one line."""
    parts = [
        _("starred only") if asked.starred else "",
        str(Kind(asked.kind).label) if asked.kind else "",
        str(Source(asked.source).label) if asked.source else "",
        asked.role,
        _("with noise") if asked.noise else "",
    ]
    return ", ".join(filter(None, parts))
