"""What only the facilitator sees: the next line, the story with its pointer, the tray, the cards, the parking lot."""

import uuid
from dataclasses import dataclass
from functools import cached_property

from postmortems.factors.models import ContributingFactor
from postmortems.factors.taxonomy import Code, Sign
from postmortems.meeting.asking import AtHand, hand
from postmortems.meeting.card import Card, Exit, Kind, State
from postmortems.meeting.counts import PULSES, Count, count_of
from postmortems.meeting.everybody import Everybody
from postmortems.meeting.helps import RESCUES, TWINS
from postmortems.meeting.parking import parked
from postmortems.meeting.queries import reviews_of
from postmortems.meeting.readout import ReadOut, read_out
from postmortems.meeting.script import ARRIVE, LINES, PULSE, SAFETY, Line, Words, after, before, phase_of, place_of
from postmortems.meeting.voting import choosable, votes_each
from postmortems.questions.queries import questions_of
from postmortems.reviews.models import Review
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.queries import told
from postmortems.timeline.reading import Row, read
from postmortems.wording.queries import readable
from postmortems.wording.refusal import Coaching, coaching

MOST_ENTRIES = 200


@dataclass(frozen=True)
class Waiting:
    """A flagged card in the tray, with the question that opens it."""

    card: Card
    coaching: Coaching | None


@dataclass(frozen=True)
class Stop:
    """One line of the hour in the list of all of them."""

    slug: str
    label: Words
    phase: str
    phase_label: Words
    minutes: int


class Cockpit(Everybody):
    """The same meeting, with what is private to whoever holds it."""

    exits = Exit.choices

    @property
    def next_line(self) -> Line | None:
        return after(self.line)

    @property
    def line_before(self) -> Line | None:
        return before(self.line)

    @property
    def lines(self) -> list[Stop]:
        """The whole hour, each line with its phase and its minutes."""
        phases = [(line, phase_of(line.phase)) for line in LINES]
        length = self.meeting.length
        return [Stop(line.slug, line.label, phase.slug, phase.label, phase.minutes[length]) for line, phase in phases]

    @property
    def place(self) -> dict[str, int]:
        """Which phase of how many."""
        number, of = place_of(self.phase.slug)
        return {"number": number, "of": of}

    @property
    def is_arriving(self) -> bool:
        return self.line.phase == ARRIVE

    @cached_property
    def events(self) -> list[TimelineEvent]:
        """The story, as far as one screen holds it; one query."""
        return list(told(self.review)[:MOST_ENTRIES]) if self.review else []

    @cached_property
    def rows(self) -> list[Row]:
        """The same, with the silences between its entries."""
        return read(self.events, zone=self.review.zone) if self.review else []

    @cached_property
    def unfit(self) -> frozenset[int]:
        """The entries whose words stay off the big screen."""
        return frozenset(event.pk for event in self.events if not self.door.lets(event.body))

    @cached_property
    def neighbours(self) -> dict[str, int | None]:
        """The entries before and behind the one on the screen; the first, where there is none."""
        order = [event.pk for event in self.events]
        here = self.room.spotlight_id if self.room else None
        if here not in order:
            return {"back": None, "on": order[0] if order else None}
        at = order.index(here)
        return {"back": order[at - 1] if at else None, "on": order[at + 1] if at + 1 < len(order) else None}

    @cached_property
    def tray(self) -> list[Waiting]:
        """What the guard flagged, each with its question."""
        cards = self.meeting.cards.filter(state=State.TRAY)
        return [Waiting(card, coaching(self.door.known.check(card.body), card.body)) for card in cards]

    @cached_property
    def hidden(self) -> int:
        """How many cards wait face down. Their words are not read before they are turned over."""
        return self.meeting.cards.filter(state=State.HIDDEN).count()

    @cached_property
    def open_cards(self) -> list[Card]:
        """Every card that is turned over and not yet anywhere."""
        rows = self.meeting.cards.filter(state=State.SHOWN).exclude(kind=Kind.PARK)
        return sorted(rows, key=lambda card: (card.kind, -(card.votes or 0), card.pk))

    @cached_property
    def agenda(self) -> list[Review]:
        """All reviews of the sitting, where there is more than one."""
        found = reviews_of(self.meeting)
        return found if len(found) > 1 else []

    twins, rescues = TWINS, RESCUES
    signs, codes = Sign.choices, Code.choices

    @cached_property
    def factors(self) -> list[ContributingFactor]:
        """The conditions found so far, to be sorted after they were typed, never before."""
        return list(readable(self.review.factors.alive())) if self.review else []

    @property
    def read_out(self) -> ReadOut | None:
        """What is read aloud, when its line has come."""
        return read_out(self.review) if self.review and self.line.slug == "readout" else None

    @cached_property
    def hand(self) -> list[AtHand]:
        """The questions that fit this part of the hour."""
        return hand(self.room, self.phase.slug) if self.room else []

    @cached_property
    def fresh_key(self) -> uuid.UUID:
        """Of the form for a question of our own."""
        return uuid.uuid4()

    @cached_property
    def waits(self) -> list[Card]:
        """What is parked, whichever line it is."""
        return parked(self.meeting)

    @cached_property
    def questions(self) -> list[object]:
        return [one for one in questions_of(self.review) if one.answered_at is None] if self.review else []

    @property
    def votes_each(self) -> int:
        return votes_each(len(choosable(self.meeting)))

    @cached_property
    def voted(self) -> int:
        """How many have voted; not for what."""
        return self.meeting.ballots.count()

    @cached_property
    def here(self) -> int:
        return self.meeting.seats.filter(came_at__isnull=False).count()

    @cached_property
    def safety(self) -> Count:
        return count_of(self.meeting, SAFETY, is_over=self._is_closed(SAFETY))

    @cached_property
    def pulse(self) -> list[Count]:
        return [count_of(self.meeting, what, is_over=self._is_closed(PULSE)) for what in PULSES]

    def _is_closed(self, what: str) -> bool:
        return self.room is not None and what in self.room.closed
