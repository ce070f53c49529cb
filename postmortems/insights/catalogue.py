"""The figures, in the order in which they are read, and which rows each is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from postmortems.insights.figure import Definition, Figure
from postmortems.insights.figures import (
    acknowledged,
    completion,
    coverage,
    decided,
    found,
    helped,
    intervals,
    knowledge,
    learned,
    learning,
    on_time,
    open_age,
    prepared,
    reach,
    replanned,
    safety,
    speaking_up,
    strength,
    thanks,
    themes,
    voices,
)
from postmortems.insights.queries import Facts


@dataclass(frozen=True)
class Entry:
    """A figure of the catalogue. `is_light`: small organisations see it among all figures too, not only by its door."""

    definition: Definition
    measure: Callable[[Facts], Figure]
    is_light: bool = True

    @property
    def slug(self) -> str:
        return self.definition.slug


CATALOGUE = (
    Entry(on_time.DEFINITION, lambda f: on_time.measure(f.promises, f.window)),
    Entry(found.DEFINITION, lambda f: found.measure(f.incidents)),
    Entry(helped.DEFINITION, lambda f: helped.measure(f.checks, f.window)),
    Entry(intervals.DEFINITION, lambda f: intervals.measure(f.incidents)),
    Entry(completion.DEFINITION, lambda f: completion.measure(f.promises, f.window), is_light=False),
    Entry(open_age.DEFINITION, lambda f: open_age.measure(f.promises, f.window, place=f.place)),
    Entry(replanned.DEFINITION, lambda f: replanned.measure(f.promises, f.window)),
    Entry(strength.DEFINITION, lambda f: strength.measure(f.promises, f.window)),
    Entry(coverage.DEFINITION, lambda f: coverage.measure(f.conditions)),
    Entry(learning.DEFINITION, lambda f: learning.measure(f.reviews, f.window, place=f.place)),
    Entry(decided.DEFINITION, lambda f: decided.measure(f.reviews, f.window, place=f.place)),
    Entry(acknowledged.DEFINITION, lambda f: acknowledged.measure(f.reviews, f.window, zone=f.zone, place=f.place)),
    Entry(prepared.DEFINITION, lambda f: prepared.measure(f.prepared)),
    Entry(knowledge.DEFINITION, lambda f: knowledge.measure(f.services)),
    Entry(voices.DEFINITION, lambda f: voices.measure(f.reviews, f.hours, f.window)),
    Entry(learned.DEFINITION, lambda f: learned.measure(f.hours)),
    Entry(safety.DEFINITION, lambda f: safety.measure(f.hours)),
    Entry(speaking_up.DEFINITION, lambda f: speaking_up.measure(f.reviews, f.window)),
    Entry(reach.DEFINITION, lambda f: reach.measure(f.reviews, f.linked, f.window)),
    Entry(thanks.DEFINITION, lambda f: thanks.measure(f.thanks)),
    Entry(themes.DEFINITION, lambda f: themes.measure(f.met)),
)
# What everybody sees first (PRACTICE.md section 0); what needs a decision stands above them, from the board.
FIRST = ("on-time", "found", "helped", "intervals")


def entry(slug: str) -> Entry | None:
    return next((one for one in CATALOGUE if one.slug == slug), None)


def first() -> list[Entry]:
    return [one for slug in FIRST if (one := entry(slug))]
