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
    """A row of a table of counts as a bar. `said` are its numbers in words."""

    label: str
    said: str
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
        """The table as bars, where it has one word and one count a row, or a part and its whole; not of a few."""
        figure = self.figure
        if figure.picture or figure.is_few:
            return []
        if figure.has_parts:
            return [_of_a_whole(str(label), int(str(part)), int(str(of))) for label, part, of, *_rest in figure.rows]
        if not all(len(row) == 2 and isinstance(row[1], int) for row in figure.rows):
            return []
        total = sum(int(str(count)) for _label, count in figure.rows)
        return [Bar(str(label), str(count), bar(int(str(count)), total)) for label, count in figure.rows]

    @property
    def doors(self) -> list[object]:
        return [one for one in self.figure.behind if one.n]


def _of_a_whole(label: str, part: int, of: int) -> Bar:
    return Bar(label, _("%(part)d of %(of)d") % {"part": part, "of": of} if of else _("not said"), bar(part, of))


def shown(entry: Entry, facts: Facts) -> Shown:
    return Shown(entry.definition, entry.measure(facts))
