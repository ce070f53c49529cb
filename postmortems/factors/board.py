"""Conditions as a board: what each did to the outcome in columns, sorted by their kind. The list says the same."""

from dataclasses import dataclass, field

from postmortems.factors.section import Card
from postmortems.factors.taxonomy import Code, Sign


@dataclass
class Pile:
    """The conditions of one kind in a column; those that nobody sorted yet stand last."""

    code: str
    label: str
    cards: list[Card] = field(default_factory=list)


@dataclass
class Column:
    """What conditions did to the outcome."""

    sign: str
    label: str
    piles: list[Pile] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(pile.cards) for pile in self.piles)


def columns(cards: list[Card], *, not_sorted: str) -> list[Column]:
    """All five columns, also the empty ones: what is not there yet is seen. Pure."""
    made = [Column(sign.value, str(sign.label)) for sign in Sign]
    for column in made:
        here = [card for card in cards if card.factor.sign == column.sign]
        for code in (*Code.values, ""):
            piled = [card for card in here if card.factor.code == code]
            if piled:
                column.piles.append(Pile(code, str(Code(code).label) if code else not_sorted, piled))
    return made
