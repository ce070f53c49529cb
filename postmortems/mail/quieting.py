"""Addresses that quieten: each names a person and a topic, cannot be guessed, needs no sign-in and can do nothing else
(RFC 8058; RELIABILITY.md section 2.6).
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from postmortems.mail.topics import Topic

SALT = "second-story.quiet"
EVERYTHING = "all"  # the whole mail of the day, as a mail program's own button asks


@dataclass(frozen=True)
class Wish:
    """Whose mail, and about what."""

    person: int
    topics: tuple[str, ...]


def address(person: int, topic: str = EVERYTHING) -> str:
    """It works as long as the secret key does: a mail may be read late."""
    token = signing.Signer(salt=SALT).sign_object([person, topic])
    return settings.BASE_URL + reverse("quiet", args=[token])


def read(token: str) -> Wish | None:
    """None for an address that is not ours."""
    try:
        person, topic = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Wish(int(person), tuple(Topic.values) if topic == EVERYTHING else (str(topic),))
