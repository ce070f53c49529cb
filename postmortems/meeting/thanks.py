"""Thanks that were said in a meeting: part of the review from then on."""

from accounts.models import User
from postmortems.meeting.card import Card, State
from postmortems.thanks.services import say_thanks


def keep_thanks(card: Card, actor: User) -> None:
    """Keep the card's words as thanks, once. Belongs inside the transaction that captured it."""
    thanks = say_thanks(review=card.review, actor=actor, form_key=card.form_key, words=card.body)
    card.state, card.became = State.KEPT, f"thanks:{thanks.pk}"
    card.save(update_fields=["state", "became"])
