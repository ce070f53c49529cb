"""Whose a card is can be shown only by the browser that wrote it. Pure.

The browser keeps a random key in a cookie; a card carries a hash over that key and its own form key. In the database
two cards of one person have nothing in common.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable

from postmortems.meeting.card import Card

COOKIE = "m-cards"


def fresh_key() -> str:
    """A key for a browser that has none: 128 bits."""
    return secrets.token_urlsafe(16)


def tag(key: str, form_key: object) -> str:
    """What a card carries of the key."""
    return hmac.new(key.encode(), str(form_key).encode(), hashlib.sha256).hexdigest()


def is_own(key: str, card: Card) -> bool:
    return bool(key and card.tag) and hmac.compare_digest(card.tag, tag(key, card.form_key))


def own(key: str, cards: Iterable[Card]) -> list[Card]:
    """Those that this browser wrote."""
    return [card for card in cards if is_own(key, card)]
