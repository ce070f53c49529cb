"""How private words are sealed: under a key of their own for each person who reads them.

Rows that came to the wrong person by a mistake in the program would be of no use to them: another person's key does not
open them.
"""

from postmortems.reflections.answers import Answers
from postmortems.shared.sealing import seal, unseal


class Unreadable(Exception):
    """The key that sealed these words is in no setting of this installation. They stay as they are."""


def purpose_of(person: int) -> str:
    """Accounts and what they were sealed for: the person alone."""
    return f"reflection.{person}"


def sealed_answers(answers: Answers, *, author: int) -> bytes:
    return seal(answers.written(), purpose=purpose_of(author))


def opened_answers(sealed: bytes | memoryview, *, author: int) -> Answers:
    return Answers.read(opened(sealed, purpose=purpose_of(author)))


def snapshot_purpose(author: int, reader: int) -> str:
    return f"snapshot.{author}.{reader}"


def need_purpose(facilitator: int) -> str:
    return f"need.{facilitator}"


def opened(sealed: bytes | memoryview, *, purpose: str) -> str:
    """The words. Raises Unreadable; sealed words are never empty."""
    found = unseal(bytes(sealed), purpose=purpose)
    if not found:
        raise Unreadable
    return found
