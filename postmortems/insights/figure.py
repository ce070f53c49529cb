"""What a figure tells: a sentence, the lists behind its numbers, a table, perhaps a picture. Pure."""

from dataclasses import dataclass, field
from typing import Protocol

from django.utils.functional import Promise as Lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

FEWEST = 5  # below it a share says more about somebody than about the work (PRACTICE.md section 6)
REVIEW, ACTION, SERVICE = "review", "action", "service"
Words = str | Lazy


@dataclass(frozen=True)
class Definition:
    """What a figure is, whatever the numbers: its address, its name, the question it answers, its exact formula."""

    slug: str
    name: Words
    asks: Words
    formula: Words
    has_window: bool = True


@dataclass(frozen=True)
class Behind:
    """A number and the things that it counts: reviews, action items or services, by their keys."""

    name: str
    label: Words
    kind: str
    keys: tuple[int, ...]

    @property
    def n(self) -> int:
        return len(self.keys)


class Picture(Protocol):
    """Something that draws itself as inline SVG; `address` gives the page of a thing by kind and key."""

    def svg(self, label: str) -> SafeString: ...


@dataclass(frozen=True)
class Figure:
    """One figure as it stands for one reader. `n` is what a share or a median is taken of. Below FEWEST there is no
    picture: a sentence says the few.
    """

    says: str
    n: int
    behind: tuple[Behind, ...] = ()
    head: tuple[Words, ...] = ()
    rows: tuple[tuple[Words | int, ...], ...] = ()
    notes: tuple[str, ...] = ()
    picture: Picture | None = field(default=None, compare=False)
    has_parts: bool = False  # each row is a part and its whole, not one count of all

    @property
    def is_few(self) -> bool:
        return self.n < FEWEST


def share(part: int, of: int) -> str:
    """ "8 of 12 (67 %)"; of fewer than five no share is given: "3 of 4"."""
    counts = _("%(part)d of %(of)d") % {"part": part, "of": of}
    return counts if of < FEWEST else _("%(counts)s (%(share)d %%)") % {"counts": counts, "share": percent(part, of)}


def percent(part: int, of: int) -> int:
    """Whole per cents, halves rounded up."""
    return (200 * part + of) // (2 * of)


def nothing(says: str) -> Figure:
    """A figure that has nothing to count yet."""
    return Figure(says, 0)
