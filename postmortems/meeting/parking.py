"""The parking lot: what was put aside so that the story could go on, and its four ways out."""

from django.db import transaction

from accounts.models import User
from postmortems.meeting.card import Card, Exit, Kind, State
from postmortems.meeting.ideas import keep_idea
from postmortems.meeting.models import Meeting
from postmortems.meeting.topics import CARDS, TRAY, tell
from postmortems.meeting.tray import NotThere
from postmortems.questions.services import ask

NOT_OUT = (State.SHOWN, State.HIDDEN)


def parked(meeting: Meeting) -> list[Card]:
    """What still waits for its way out; one query."""
    rows = Card.objects.filter(meeting=meeting, kind=Kind.PARK, state__in=NOT_OUT, left_as="")
    return list(rows.select_related("review"))


@transaction.atomic
def let_leave(*, meeting: Meeting, pk: int, way: Exit, note: str, actor: User) -> Card:
    """Let a parked thing leave by one of its four ways. Raises NotThere."""
    rows = Card.objects.select_for_update(of=("self",)).select_related("review")
    card = rows.filter(meeting=meeting, pk=pk, kind=Kind.PARK, state__in=NOT_OUT, left_as="").first()
    if card is None:
        raise NotThere
    leave(card, way=way, note=note, actor=actor)
    tell(meeting, CARDS, TRAY)
    return card


def leave(card: Card, *, way: Exit, note: str, actor: User) -> None:
    """What the way out does: an idea for the plan session, an open question, or a note of where it went."""
    card.left_as, card.left_note = way, note[:200]
    card.state = State.AWAY
    if way == Exit.PLAN:
        keep_idea(card, actor=actor)
    elif way == Exit.QUESTION:
        question = ask(review=card.review, body=card.body, actor=actor, form_key=card.form_key)
        card.became = f"question:{question.pk}"
    card.save(update_fields=["left_as", "left_note", "state", "became"])
