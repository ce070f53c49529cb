"""What one seat sees beside what everybody sees: its own cards and what it may answer."""

from functools import cached_property

from postmortems.meeting.card import Card, Kind, State
from postmortems.meeting.everybody import Everybody
from postmortems.meeting.script import ARRIVE, OPEN, PULSE, SAFETY
from postmortems.meeting.voting import choosable, votes_each


class Phone(Everybody):
    """The room for one hand."""

    @property
    def writes(self) -> str:
        """What a card is that is written now. Where nothing is asked for, it is a question."""
        if self.meeting.ended_at:
            return Kind.MEMORY
        return self.line.writes or Kind.QUESTION

    @cached_property
    def ballot(self) -> list[Card]:
        """What can be voted for now, as far as it fits on a screen."""
        if not (self.room and self.room.is_voting):
            return []
        return [card for card in choosable(self.meeting) if card.is_allowed or self.door.lets(card.body)]

    @property
    def catch_up(self) -> list[object]:
        """Five lines for whoever comes late; nothing for whoever is there when it begins."""
        if not self.room or self.meeting.is_over or self.line.phase in (ARRIVE, OPEN):
            return []
        told = [one.sentence for one in self.agreed[:2]]
        now = [one.body for one in self.entries if one.is_now and one.body]
        return [one for one in (self.title, self.phase.label, *now, *told, self.prompt) if one][:5]

    @property
    def votes_each(self) -> int:
        return votes_each(len(self.ballot))

    @property
    def asks_safety(self) -> bool:
        return self.line.asks == SAFETY and self._is_open(SAFETY)

    @property
    def asks_pulse(self) -> bool:
        return self.line.asks == PULSE and self._is_open(PULSE)

    def _is_open(self, what: str) -> bool:
        return self.room is not None and what not in self.room.closed and not self.meeting.is_over


def changeable(card: Card) -> bool:
    """Whether whoever wrote it may still change it."""
    return card.state in (State.HIDDEN, State.TRAY, State.BACK)
