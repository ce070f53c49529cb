"""The facilitator's private tray: what the guard flagged, and what becomes of it. Nothing leaves it by itself."""

from django.db import transaction

from accounts.models import User
from postmortems.language import Verdict
from postmortems.meeting.card import Card, Kind, State
from postmortems.meeting.fit import flagged
from postmortems.meeting.keeping import keep
from postmortems.meeting.models import Meeting
from postmortems.meeting.steering import still_open
from postmortems.meeting.topics import CARDS, MINE, STORY, TRAY, tell
from postmortems.meeting.writing import turned_state


class StillFlagged(Exception):
    """The new words end with a person as well. `verdict` says where."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict = verdict


class NotThere(Exception):
    """The card has left the tray, or its place among the cards, meanwhile."""


@transaction.atomic
def reword(*, meeting: Meeting, pk: int, words: str, actor: User) -> Card:
    """Let the card out of the tray in other words. Raises StillFlagged and NotThere; then nothing is changed."""
    card = _held(meeting, pk, State.TRAY)
    if verdict := flagged(words):
        raise StillFlagged(verdict)
    card.body = words
    return _let_out(card, meeting, actor)


@transaction.atomic
def allow(*, meeting: Meeting, pk: int, actor: User) -> Card:
    """Let the card out as it is: a human read it. Raises NotThere."""
    card = _held(meeting, pk, State.TRAY)
    card.is_allowed = True
    return _let_out(card, meeting, actor)


def _let_out(card: Card, meeting: Meeting, actor: User) -> Card:
    """A captured line goes into the review, somebody's card to where the others of its kind are."""
    card.state = turned_state(still_open(meeting), card.kind) if card.tag else State.SHOWN
    card.save(update_fields=["body", "state", "is_allowed"])
    if not card.tag or (card.kind == Kind.IDEA and card.state == State.SHOWN):
        keep(card, actor=actor)
    tell(meeting, TRAY, CARDS, MINE, STORY)
    return card


@transaction.atomic
def hand_back(*, meeting: Meeting, pk: int) -> Card:
    """Give somebody's card back to them, with the question. Nobody learns whose it is. A captured line is put away."""
    card = _held(meeting, pk, State.TRAY)
    card.state = State.BACK if card.tag else State.AWAY
    card.save(update_fields=["state"])
    tell(meeting, TRAY, MINE)
    return card


@transaction.atomic
def keep_card(*, meeting: Meeting, pk: int, actor: User) -> Card:
    """Take a card that is turned over into the review. Raises NotThere."""
    card = _held(meeting, pk, State.SHOWN)
    keep(card, actor=actor)
    tell(meeting, CARDS, TRAY, MINE, STORY)
    return card


@transaction.atomic
def put_away(*, meeting: Meeting, pk: int) -> Card:
    """Take a card off the screens; it stays among the raw notes."""
    card = _held(meeting, pk, State.SHOWN, State.TRAY)
    card.state = State.AWAY
    card.save(update_fields=["state"])
    tell(meeting, CARDS, TRAY, MINE)
    return card


@transaction.atomic
def merge(*, meeting: Meeting, pk: int, into: int) -> Card:
    """Put a card to another that says the same. Raises NotThere."""
    card, other = _held(meeting, pk, State.SHOWN), _held(meeting, into, State.SHOWN, State.KEPT)
    if card.pk == other.pk or card.kind != other.kind:
        raise NotThere
    card.state, card.merged_into = State.AWAY, other
    card.save(update_fields=["state", "merged_into"])
    Card.objects.filter(merged_into=card).update(merged_into=other)
    tell(meeting, CARDS, MINE)
    return other


def _held(meeting: Meeting, pk: int, *states: State) -> Card:
    still_open(meeting)
    rows = Card.objects.select_for_update(of=("self",)).select_related("review")
    card = rows.filter(meeting=meeting, pk=pk, state__in=states).first()
    if card is None:
        raise NotThere
    return card
