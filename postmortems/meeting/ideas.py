"""Ideas of a review: kept as they are said, decided on later."""

from accounts.models import User
from postmortems.audit.services import record
from postmortems.meeting.card import Card, State
from postmortems.meeting.idea import Idea
from postmortems.shared import clock


def keep_idea(card: Card, *, actor: User | None) -> Idea:
    """Make the card an idea of its review, once; without an actor where nobody is to be named. Belongs inside the
    transaction that turned it over.
    """
    kept = {"review_id": card.review_id, "body": card.body, "said_on": clock.now().date(), "added_by": actor}
    idea, is_new = Idea.objects.get_or_create(form_key=card.form_key, defaults=kept)
    if is_new:
        card.state, card.became = State.KEPT, f"idea:{idea.pk}"
        card.save(update_fields=["state", "became"])
        record(verb="kept an idea", chain=f"review:{card.review_id}", actor=actor, target=card.became)
    return idea
