"""Cards: written in silence, changed by whoever wrote them, captured by the facilitator."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from postmortems.meeting.capture_words import nearest, read
from postmortems.meeting.card import Card, Kind, State
from postmortems.meeting.fit import flagged
from postmortems.meeting.ideas import keep_idea
from postmortems.meeting.keeping import keep, reference_moment
from postmortems.meeting.models import Meeting
from postmortems.meeting.own_cards import is_own, tag
from postmortems.meeting.room import Room
from postmortems.meeting.script import line_of
from postmortems.meeting.seat import Seat
from postmortems.meeting.steering import locked, still_open
from postmortems.meeting.topics import CARDS, NOW, STORY, TRAY, tell

# What is judged as it is written. An account of what was seen is never held up; the big screen judges for itself.
JUDGED = frozenset({Kind.FACTOR, Kind.HELPED, Kind.IDEA, Kind.QUESTION, Kind.PARK, Kind.MEMORY, Kind.THANKS})


class NotYours(Exception):
    """The card was turned over, or another browser wrote it."""


@transaction.atomic
def write_card(*, seat: Seat, key: str, words: str, kind: Kind, form_key: uuid.UUID) -> Card:
    """Keep what somebody wrote. The same `form_key` again gives the card that it made first. Raises NoRoom."""
    room = still_open(seat.meeting)
    if made := Card.objects.filter(form_key=form_key, meeting=seat.meeting).first():
        return made
    said = read(words, chosen=kind) if kind == Kind.MEMORY else None
    body = said.words if said and said.at else words
    card = Card.objects.create(
        meeting=seat.meeting,
        review=room.review,
        kind=kind,
        body=body,
        state=_state(room, kind, body),
        tag=tag(key, form_key),
        happened_at=_moment(room, said.at) if said and said.at else None,
        form_key=form_key,
    )
    if card.kind == Kind.IDEA and card.state == State.SHOWN:  # the others are turned over already
        keep_idea(card, actor=None)
    Seat.objects.filter(pk=seat.pk, has_written=False).update(has_written=True)
    _tell_about(card, seat.meeting)
    return card


def _state(room: Room, kind: Kind, words: str) -> State:
    """A flagged card waits for the facilitator; others are shown at once where their kind is turned over already."""
    if kind in JUDGED and flagged(words):
        return State.TRAY
    return turned_state(room, kind)


def turned_state(room: Room, kind: str) -> State:
    """Where a card of this kind stands that nothing holds back. After the end nothing is turned over any more."""
    if room.meeting.ended_at:
        return State.SHOWN
    return State.SHOWN if kind in line_of(room.line).turns or kind == Kind.QUESTION else State.HIDDEN


def _moment(room: Room, at: dt.time) -> dt.datetime:
    near = reference_moment(room, room.review).astimezone(ZoneInfo(room.review.zone))
    return nearest(at, to=near).astimezone(dt.UTC)


@transaction.atomic
def change_card(*, seat: Seat, key: str, pk: int, words: str) -> Card:
    """Rewrite one's own card as long as nobody else has seen it; empty words take it away. Raises NotYours."""
    room = still_open(seat.meeting)
    card = Card.objects.select_for_update().filter(meeting=seat.meeting, pk=pk).first()
    if card is None or not is_own(key, card) or card.state not in (State.HIDDEN, State.TRAY, State.BACK):
        raise NotYours
    card.body = words or card.body
    card.state = _state(room, Kind(card.kind), words) if words else State.AWAY
    card.save(update_fields=["body", "state"])
    _tell_about(card, seat.meeting)
    return card


@transaction.atomic
def capture(*, meeting: Meeting, words: str, chosen: Kind, actor: User, form_key: uuid.UUID) -> Card:
    """Keep a line that the facilitator captured: in the review at once, or in the tray where the guard flags it."""
    room = locked(meeting)
    if made := Card.objects.filter(form_key=form_key, meeting=meeting).first():
        return made
    said = read(words, chosen=chosen)
    card = Card.objects.create(
        meeting=meeting,
        review=room.review,
        kind=said.kind,
        body=said.words,
        state=State.TRAY if said.kind in JUDGED and flagged(said.words) else State.SHOWN,
        happened_at=_moment(room, said.at) if said.at else None,
        form_key=form_key,
    )
    if card.state == State.SHOWN:
        keep(card, actor=actor)
    _tell_about(card, meeting)
    return card


def _tell_about(card: Card, meeting: Meeting) -> None:
    """Who has to look again. A card that nobody else may see yet changes a number on the cockpit only."""
    if card.state in (State.TRAY, State.HIDDEN, State.AWAY, State.BACK):
        tell(meeting, TRAY)
    elif card.kind in (Kind.TIME, Kind.SURPRISE):
        tell(meeting, STORY, NOW)
    else:
        tell(meeting, CARDS, TRAY)
