"""Running the room: its start, the next line, the clock, what stands on the screens."""

import datetime as dt

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.live.services import remind
from postmortems.meeting.card import Card, Kind, State
from postmortems.meeting.counts import close_count
from postmortems.meeting.ideas import keep_idea
from postmortems.meeting.models import Meeting
from postmortems.meeting.queries import reviews_of
from postmortems.meeting.room import Room
from postmortems.meeting.script import ARRIVE, LINES, Line, line_of, phase_of
from postmortems.meeting.topics import ASK, CARDS, FLOOR, MINE, NOW, STORY, TRAY, tell
from postmortems.meeting.voting import close_vote, open_vote
from postmortems.reviews import services as reviews
from postmortems.reviews.access import powers_in
from postmortems.reviews.models import Review
from postmortems.reviews.states import State as ReviewState
from postmortems.reviews.states import find_move
from postmortems.shared import clock
from postmortems.timeline.models import TimelineEvent

OPEN_AFTER = dt.timedelta(hours=24)


class NoRoom(Exception):
    """The meeting has not begun, or is over."""


@transaction.atomic
def start(*, meeting: Meeting, actor: User) -> Room:
    """Open the room. Opened twice, it is opened once. Its reviews are talked through from now on, where they can be."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.is_over:
        raise NoRoom
    if standing := Room.objects.filter(meeting=meeting).first():
        return standing
    meeting.started_at = clock.now()
    meeting.save(update_fields=["started_at"])
    listed = reviews_of(meeting)
    for review in listed:
        _talk_through(review, actor)
        record(verb="opened the meeting", chain=f"review:{review.pk}", actor=actor)
    room = Room.objects.create(meeting=meeting, review=listed[0], line=LINES[0].slug)
    tell(meeting, NOW)
    return room


def _talk_through(review: Review, actor: User) -> None:
    move = find_move(review.state, ReviewState.MEETING)
    powers = powers_in(actor, review)
    if move and move.needs in powers and not move.asks:
        reviews.move(review=review, to=ReviewState.MEETING, actor=actor, powers=powers)


def locked(meeting: Meeting) -> Room:
    """The room, held until the transaction ends. Raises NoRoom."""
    room = Room.objects.select_for_update().select_related("meeting").filter(meeting=meeting).first()
    if room is None or not room.meeting.is_live:
        raise NoRoom
    return room


def still_open(meeting: Meeting) -> Room:
    """The same, also for a day after the end: somebody slept while the others met. Raises NoRoom."""
    room = Room.objects.select_for_update().select_related("meeting", "review").filter(meeting=meeting).first()
    if room is None or (room.meeting.ended_at and clock.now() - room.meeting.ended_at > OPEN_AFTER):
        raise NoRoom
    return room


@transaction.atomic
def go_to(*, meeting: Meeting, line: Line, actor: User) -> Room:
    """Step to a line, on or back. A new phase starts its clock; what the line turns over is turned over; counts and
    votes that it leaves are over. Asked twice, nothing happens twice.
    """
    room = locked(meeting)
    left = line_of(room.line)
    if line == left:
        return room
    room.line, room.prompt = line.slug, ""
    if line.phase != left.phase:
        _start_clock(room, phase=line.phase)
    if left.asks and left.asks != line.asks:
        close_count(room, what=left.asks)
    if room.is_voting and not line.votes:
        close_vote(room)
    if line.votes:
        open_vote(room)
    room.save()
    turn_over(room, kinds=line.turns, actor=actor)
    if line.writes and line.writes != left.writes:
        remind(room=meeting.room, topic=FLOOR, page="0", here={"does": "fresh"})
    tell(meeting, NOW, ASK, CARDS, TRAY, MINE)
    return room


def _start_clock(room: Room, *, phase: str) -> None:
    minutes = phase_of(phase).minutes[room.meeting.length]
    room.left, room.ends_at = None, None
    if phase != ARRIVE:
        room.ends_at = clock.now() + dt.timedelta(minutes=minutes)


def turn_over(room: Room, *, kinds: tuple[str, ...], actor: User) -> None:
    """Show the cards of these kinds that waited. Flagged ones stay in the tray. Ideas become the review's at once."""
    waiting = list(Card.objects.filter(meeting=room.meeting_id, kind__in=kinds, state=State.HIDDEN))
    Card.objects.filter(pk__in=[card.pk for card in waiting]).update(state=State.SHOWN)
    for card in waiting:
        if card.kind == Kind.IDEA:
            keep_idea(card, actor=actor)


@transaction.atomic
def extend(*, meeting: Meeting, minutes: int, actor: User) -> Room:
    """Give the phase more time: from its end, or from now where that is past."""
    room, more = locked(meeting), dt.timedelta(minutes=minutes)
    if room.left is not None:
        room.left = max(room.left, 0) + int(more.total_seconds())
    elif room.ends_at is not None:
        room.ends_at = max(room.ends_at, clock.now()) + more
    room.save(update_fields=["left", "ends_at"])
    tell(meeting, NOW)
    return room


@transaction.atomic
def hold(*, meeting: Meeting, is_short_pause: bool = False) -> Room:
    """Stop the clock. `is_short_pause`: somebody in the room asked for it, and nobody learns who."""
    room = locked(meeting)
    if room.left is None and room.ends_at is not None:
        room.left, room.ends_at = int((room.ends_at - clock.now()).total_seconds()), None
    room.is_short_pause = room.is_short_pause or is_short_pause
    room.save(update_fields=["left", "ends_at", "is_short_pause"])
    tell(meeting, NOW)
    return room


@transaction.atomic
def go_on(*, meeting: Meeting) -> Room:
    """Let the clock run again from where it was held."""
    room = locked(meeting)
    if room.left is not None:
        room.ends_at, room.left = clock.now() + dt.timedelta(seconds=room.left), None
    room.is_short_pause = False
    room.save(update_fields=["left", "ends_at", "is_short_pause"])
    tell(meeting, NOW)
    return room


@transaction.atomic
def shine(*, meeting: Meeting, event: TimelineEvent | None) -> Room:
    """Put an entry of the story on the screens, or take it away."""
    room = locked(meeting)
    room.spotlight = event
    room.save(update_fields=["spotlight"])
    tell(meeting, NOW, STORY)
    return room


@transaction.atomic
def talk_about(*, meeting: Meeting, review: Review) -> Room:
    """Go to another review of the agenda; each begins with its story."""
    room = locked(meeting)
    room.review, room.spotlight = review, None
    room.save(update_fields=["review", "spotlight"])
    tell(meeting, NOW, STORY, CARDS)
    return room
