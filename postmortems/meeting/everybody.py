"""What everybody in the room sees: the big screen, and the phones that mirror it. Every word comes through the door
of fit.py; hidden, flagged and private things are not even read here.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from postmortems.factors.models import ContributingFactor
from postmortems.meeting.card import Card, Kind, State
from postmortems.meeting.fit import Door
from postmortems.meeting.models import Meeting
from postmortems.meeting.parking import parked
from postmortems.meeting.queries import reviews_of
from postmortems.meeting.room import Room
from postmortems.meeting.script import CLOSE, CONDITIONS, IDEAS, STORY, Line, Phase, line_of, phase_of
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.queries import after, before
from postmortems.wording.queries import readable

MOST_CARDS = 6  # that can be read from six metres; the others stand on one's own screen
AGREED_IN = (CONDITIONS, IDEAS, CLOSE)


@dataclass(frozen=True)
class Entry:
    """One entry of the story on a screen. `body` is empty where its words do not fit there."""

    event: TimelineEvent
    body: str
    is_now: bool

    @property
    def at(self) -> str:
        """The time on the clock of its review."""
        return f"{clock.local(self.event.occurred_at, self.event.review.zone):%H:%M}"

    @property
    def utc(self) -> str:
        """The same in UTC, where the review has another clock."""
        return f"{self.event.occurred_at.astimezone(dt.UTC):%H:%M}" if self.event.review.zone != "UTC" else ""


class Everybody:
    """One meeting as everybody sees it now."""

    def __init__(self, meeting: Meeting, room: Room | None) -> None:
        self.meeting, self.room = meeting, room
        self.line: Line = line_of(room.line if room else "welcome")
        self.phase: Phase = phase_of(self.line.phase)
        self.door = Door()

    @cached_property
    def review(self) -> Review | None:
        """Which review is talked through."""
        if self.room:
            return self.room.review
        return next(iter(reviews_of(self.meeting)), None)

    @property
    def chairs(self) -> list[tuple[object, str]]:
        """Who does what today, while the roles are named."""
        if self.line.slug != "roles":
            return []
        held = self.meeting
        named = (
            (_("leads the hour"), held.facilitator),
            (_("clock and hands"), held.second),
            (_("writes"), held.scribe),
        )
        return [(label, person.display_name) for label, person in named if person]

    @property
    def prompt(self) -> object:
        """The question on the screen. A facilitator's own one is judged like everything else."""
        own = self.room.prompt if self.room else ""
        return own if own and self.door.lets(own) else self.line.prompt

    @cached_property
    def title(self) -> str:
        """What it is about, where its words fit."""
        return self.review.title if self.review and self.door.lets(self.review.title) else ""

    @cached_property
    def entries(self) -> list[Entry]:
        """The entry on the screen between its neighbours."""
        event = self.room.spotlight if self.room else None
        if event is None or event.deleted_at or event.is_kept_back or self.room is None:
            return []
        event.review = self.room.review
        around = [before(event).last(), event, after(event).first()]
        return [self._entry(one, one is event) for one in around if one]

    @property
    def shows_entries(self) -> bool:
        """The entry stands while the story is walked; later it makes room for cards, and it does not open or close."""
        is_between = self.line.phase in (CONDITIONS, IDEAS) and not self.cards
        return bool(self.entries) and (self.line.phase == STORY or is_between)

    def _entry(self, event: TimelineEvent, is_now: bool) -> Entry:
        event.review = self.room.review  # type: ignore[union-attr]
        return Entry(event, event.body if self.door.lets(event.body) else "", is_now)

    @cached_property
    def cards(self) -> list[Card]:
        """The cards that lie open now, the most voted for first."""
        kinds = [kind for kind in self.line.turns if kind != Kind.IDEA] or [""]
        states = [State.SHOWN] if self.line.phase != CONDITIONS else [State.SHOWN, State.KEPT]
        found = self.meeting.cards.filter(kind__in=kinds, state__in=states, merged_into=None)
        fit = [card for card in found if card.is_allowed or self.door.lets(card.body)]
        return sorted(fit, key=lambda card: -(card.votes or 0))

    @property
    def first_cards(self) -> list[Card]:
        return self.cards[:MOST_CARDS]

    @property
    def more_cards(self) -> int:
        return max(len(self.cards) - MOST_CARDS, 0)

    @cached_property
    def agreed(self) -> list[ContributingFactor]:
        """The conditions that the room agreed on, from the moment that it looks for them."""
        if self.line.phase not in AGREED_IN or self.review is None:
            return []
        shown = {card.became for card in self.cards}
        rows = readable(self.review.factors.alive())
        return [one for one in rows if f"factor:{one.pk}" not in shown and self.door.lets(one.sentence)]

    @cached_property
    def parked(self) -> list[Card]:
        """What still waits for its way out, when the room looks at it."""
        if self.line.slug != "parked":
            return []
        return [card for card in parked(self.meeting) if card.is_allowed or self.door.lets(card.body)]

    @property
    def clock(self) -> dict[str, object]:
        """What a browser needs to run the clock by itself."""
        ends, left = (self.room.ends_at, self.room.left) if self.room else (None, None)
        return {"ends": ends, "left": left, "now": clock.now()}
