"""A figure as templates show it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from postmortems.insights.catalogue import Entry
from postmortems.insights.charts.bars import bar
from postmortems.insights.figure import Definition, Figure
from postmortems.insights.queries import Facts


@dataclass(frozen=True)
class Bar:
    """A row of a table of counts, with the bar of its share of them all."""

    label: str
    count: int
    drawn: SafeString


@dataclass(frozen=True)
class Shown:
    definition: Definition
    figure: Figure

    @property
    def picture(self) -> SafeString | None:
        """The drawing, named by what it says: whoever cannot see it hears the sentence and has the table."""
        drawn = self.figure.picture
        name = str(self.definition.name)
        return drawn.svg(_("%(name)s: a picture. The table below says the same.") % {"name": name}) if drawn else None

    @property
    def bars(self) -> list[Bar]:
        """The table as bars, where it has one word and one count a row and enough to count."""
        rows = self.figure.rows
        if self.figure.picture or self.figure.is_few or not all(len(r) == 2 and isinstance(r[1], int) for r in rows):
            return []
        total = sum(int(str(row[1])) for row in rows)
        return [Bar(str(label), int(str(n)), bar(int(str(n)), total)) for label, n in rows]

    @property
    def doors(self) -> list[object]:
        return [one for one in self.figure.behind if one.n]


def shown(entry: Entry, facts: Facts) -> Shown:
    return Shown(entry.definition, entry.measure(facts))
