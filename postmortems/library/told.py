"""A letter as its reader gets it: headings with lines, in the mail and on the page."""

from dataclasses import dataclass

from django.utils.functional import Promise

from postmortems.library.piles import Pile
from postmortems.library.spans import Span


@dataclass(frozen=True)
class Section:
    """A heading and its lines; `brief` says how many there are, where that is worth a word in the subject."""

    heading: str | Promise
    pile: Pile
    brief: str | Promise = ""


@dataclass(frozen=True)
class Told:
    """What a time brought, for one person: the headings that have something to say."""

    span: Span
    sections: list[Section]

    @classmethod
    def of(cls, span: Span, *sections: Section) -> "Told":
        return cls(span, [one for one in sections if one.pile])

    @property
    def briefs(self) -> str:
        return ", ".join(str(one.brief % one.pile.count) for one in self.sections if one.brief)
