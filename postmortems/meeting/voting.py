"""Blind votes on what to talk about next, never on what is true (PRACTICE.md 2.3)."""

from collections import Counter
from math import ceil

from django.db import transaction
from django.utils.crypto import salted_hmac

from postmortems.meeting.card import Card, Kind, State
from postmortems.meeting.counting import Ballot
from postmortems.meeting.models import Meeting
from postmortems.meeting.room import Room
from postmortems.meeting.seat import Seat

MOST_ON_ONE = 2


class VoteOver(Exception):
    """The vote was closed meanwhile."""


class TooManyVotes(Exception):
    """More votes than somebody has, or more than two on one card."""


def votes_each(cards: int) -> int:
    """How many votes somebody has: a quarter of the cards, two at least and five at most."""
    return min(max(ceil(cards / 4), 2), 5)


def choosable(meeting: Meeting) -> list[Card]:
    """What can be voted for: the conditions that are turned over, the same ones put together."""
    return list(Card.objects.filter(meeting=meeting, kind=Kind.FACTOR, state__in=(State.SHOWN, State.KEPT)))


def open_vote(room: Room) -> None:
    """Begin a vote; the caller saves the room."""
    if not room.is_voting:
        room.is_voting, room.round = True, room.round + 1
        Card.objects.filter(meeting=room.meeting_id).update(votes=None)


@transaction.atomic
def vote(*, seat: Seat, choices: list[int]) -> None:
    """Give one's votes; given again, they replace the former ones. Raises VoteOver and TooManyVotes."""
    room = Room.objects.select_for_update().filter(meeting=seat.meeting_id, is_voting=True).first()
    if room is None:
        raise VoteOver
    cards = {card.pk for card in choosable(seat.meeting)}
    if len(choices) > votes_each(len(cards)) or any(times > MOST_ON_ONE for times in Counter(choices).values()):
        raise TooManyVotes
    told = f"{seat.pk}:{room.round}"
    tag = salted_hmac("second-story.ballot", told, algorithm="sha256").hexdigest()
    kept = [choice for choice in choices if choice in cards]
    Ballot.objects.update_or_create(meeting=seat.meeting, tag=tag, defaults={"choices": kept})


def close_vote(room: Room) -> None:
    """Turn all ballots over at once: their sums stay on the cards, the ballots go. The caller saves the room."""
    room.is_voting = False
    ballots = Ballot.objects.filter(meeting=room.meeting_id)
    sums = Counter(choice for choices in ballots.values_list("choices", flat=True) for choice in choices)
    for card in choosable(room.meeting):
        card.votes = sums[card.pk]
        card.save(update_fields=["votes"])
    ballots.delete()
