"""From a card to what the review itself holds: an entry, a condition, an idea, a question."""

import datetime as dt
from collections.abc import Callable

from accounts.models import User
from postmortems.factors.services import add_factor
from postmortems.factors.taxonomy import Sign
from postmortems.meeting.card import Card, Kind, State
from postmortems.meeting.ideas import keep_idea
from postmortems.meeting.room import Room
from postmortems.meeting.thanks import keep_thanks
from postmortems.questions.services import ask
from postmortems.reviews.models import Review
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.services import Entry, add_event

EVENT_KINDS = {Kind.SURPRISE: TimelineEvent.Kind.KEY_MOMENT}


def keep(card: Card, *, actor: User) -> None:
    """Make the card the review's own data at once; kept twice, it is there once. Belongs inside a transaction.

    Words that the guard flags and a human let stand are held in the review as everywhere: settled before sharing.
    What is parked waits for its way out, and a review that was shared meanwhile is a document: its cards stay cards.
    """
    if card.state == State.KEPT or card.kind == Kind.PARK or card.review.is_settled:
        return
    _KEEPERS[Kind(card.kind)](card, actor)


def _keep_event(card: Card, actor: User) -> None:
    moment, is_about = (card.happened_at, False) if card.happened_at else (_usual_moment(card), True)
    kind = EVENT_KINDS.get(Kind(card.kind), TimelineEvent.Kind.OBSERVATION)
    entry = Entry(occurred_at=moment, body=card.body, kind=kind, is_about=is_about)
    event = add_event(review=card.review, entry=entry, author=actor, form_key=card.form_key)
    _became(card, f"event:{event.pk}")


def _keep_factor(card: Card, actor: User) -> None:
    sign = Sign.HELD_BACK if card.kind == Kind.HELPED else Sign.MADE_POSSIBLE
    factor = add_factor(
        review=card.review, sentence=card.body, actor=actor, form_key=card.form_key, ask=card.is_allowed, sign=sign
    )
    _became(card, f"factor:{factor.pk}")


def _keep_question(card: Card, actor: User) -> None:
    question = ask(review=card.review, body=card.body, actor=actor, form_key=card.form_key)
    _became(card, f"question:{question.pk}")


def _keep_idea(card: Card, actor: User) -> None:
    keep_idea(card, actor=actor)


_KEEPERS: dict[Kind, Callable[[Card, User], None]] = {
    Kind.MEMORY: _keep_event,
    Kind.TIME: _keep_event,
    Kind.SURPRISE: _keep_event,
    Kind.FACTOR: _keep_factor,
    Kind.HELPED: _keep_factor,
    Kind.QUESTION: _keep_question,
    Kind.IDEA: _keep_idea,
    Kind.THANKS: keep_thanks,
}


def _became(card: Card, what: str) -> None:
    card.state, card.became = State.KEPT, what
    card.save(update_fields=["state", "became"])


def _usual_moment(card: Card) -> dt.datetime:
    """Where an entry without a time belongs: beside the one on the screen."""
    return reference_moment(Room.objects.filter(meeting=card.meeting_id).first(), card.review)


def reference_moment(room: Room | None, review: Review) -> dt.datetime:
    """The moment that a time of day is read near to: the entry on the screen, else the beginning of the story."""
    if room and room.spotlight and room.review_id == review.pk:
        return room.spotlight.occurred_at
    first = review.events.alive().order_by("occurred_at").first()
    incident = review.incidents.first()
    return (first and first.occurred_at) or (incident and incident.started_at) or review.filed_at
