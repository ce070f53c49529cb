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
    NO_TEAM = "no team"
    NO_ROLE = "no role"


@dataclass(frozen=True)
class Line:
    """One person; from a table also the keys of their teams, and what they may do, as fields of a person."""

    number: int
    name: str
    email: str
    teams: tuple[int, ...] = ()
    roles: frozenset[str] = frozenset()
    told: str = ""


@dataclass(frozen=True)
class Refused:
    number: int
    words: str
    reason: Reason
    about: str = ""


@dataclass
class Reading:
    """What was understood and what was not. Every line that is not empty stands in one of the two."""

    people: list[Line] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    head: str = ""  # of a table: the line that names its columns

    @property
    def left(self) -> str:
        """The lines that were not taken, as they came."""
        lines = [one.words for one in self.refused]
        return "\n".join([self.head, *lines] if self.head and lines else lines)

    @property
    def gives_roles(self) -> bool:
        return any(one.roles for one in self.people)

    def take(self, found: "Line | Refused", words: str, *, known: Collection[str]) -> None:
        """A line that was read: among the people if its name and address will do, else given back."""
        if isinstance(found, Line):
            here = {one.email for one in self.people}
            reason = _reason(found.name, found.email, seen=here, known=known)
            reason = Reason.TOO_MANY if reason is None and len(self.people) == MOST else reason
            found = Refused(found.number, words, reason) if reason else found
        if isinstance(found, Line):
            self.people.append(found)
        else:
            self.refused.append(found)


def read_lines(text: str, *, known: Collection[str]) -> Reading:
    """Read pasted lines. `known` are the addresses, in lower case, that somebody here has already."""
    reading = Reading()
    for number, words in enumerate(text.splitlines(), start=1):
        if words.strip():
            reading.take(_understand(words, number=number), words, known=known)
    return reading


def _understand(words: str, *, number: int) -> Line | Refused:
    match = _LINE.match(words.strip())
    if match is None:
        return Refused(number, words, Reason.NO_ADDRESS)
    email = match["email"].lower()
    name = " ".join(match["name"].strip(" \t,;\"'").split()) or name_from(email)
    return Line(number, name, email)


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
