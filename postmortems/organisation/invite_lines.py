"""Reading the people somebody pastes, one a line: "Lea Brandt <lea@example.org>", as mail programs write them."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MOST = 300  # lines at once
_LINE = re.compile(r"^(?P<name>.*?)[\s,;\"']*<?(?P<email>[^\s<>,;]+@[^\s<>,;]+)>?[\s,;]*$")


class Reason(StrEnum):
    """Why a line was not taken."""

    NO_ADDRESS = "no address"
    ODD_ADDRESS = "odd address"
    TWICE = "twice"
    HERE = "here"
    LONG_NAME = "long name"
    TOO_MANY = "too many"


@dataclass(frozen=True)
class Line:
    number: int
    name: str
    email: str


@dataclass(frozen=True)
class Refused:
    number: int
    words: str
    reason: Reason


@dataclass
class Reading:
    """What was understood and what was not. Every line that is not empty stands in one of the two."""

    people: list[Line] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def left(self) -> str:
        """The lines that were not taken, as they came."""
        return "\n".join(one.words for one in self.refused)


def read_lines(text: str, *, known: Collection[str]) -> Reading:
    """Read pasted lines. `known` are the addresses, in lower case, that somebody here has already."""
    reading, seen = Reading(), set[str]()
    for number, words in enumerate(text.splitlines(), start=1):
        if not words.strip():
            continue
        found = _understand(words, number=number, seen=seen, known=known)
        if len(reading.people) == MOST and isinstance(found, Line):
            found = Refused(number, words, Reason.TOO_MANY)
        if isinstance(found, Line):
            reading.people.append(found)
            seen.add(found.email)
        else:
            reading.refused.append(found)
    return reading


def _understand(words: str, *, number: int, seen: Collection[str], known: Collection[str]) -> Line | Refused:
    match = _LINE.match(words.strip())
    if match is None:
        return Refused(number, words, Reason.NO_ADDRESS)
    email = match["email"].lower()
    name = " ".join(match["name"].strip(" \t,;\"'").split()) or name_from(email)
    reason = _reason(name, email, seen=seen, known=known)
    return Refused(number, words, reason) if reason else Line(number, name, email)


def _reason(name: str, email: str, *, seen: Collection[str], known: Collection[str]) -> Reason | None:
    try:
        validate_email(email)
    except ValidationError:
        return Reason.ODD_ADDRESS
    if email in known:
        return Reason.HERE
    if email in seen:
        return Reason.TWICE
    return Reason.LONG_NAME if len(name) > 120 else None


def name_from(email: str) -> str:
    """ "lea.brandt@example.org" is most likely called Lea Brandt; they can put it right themselves."""
    words = re.split(r"[._\-+]+", email.partition("@")[0])
    return " ".join(word.capitalize() for word in words if word) or email
