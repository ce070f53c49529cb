"""What an importer of a log, a chat or an alert gives: entries as they came, and what it could not read. Pure."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Noise(StrEnum):
    """What stands in the way of a story more often than it belongs to it. It is hidden and counted, never dropped."""

    COMING = "coming"  # joins, leaves, topics, pins
    BOT = "bot"  # what a program posted into a chat
    NOTIFY = "notify"  # who was called by which means
    DELETED = "deleted"  # messages whose words are gone
    HIDDEN = "hidden"  # what the other product kept out of sight


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said or done. `at` is aware where the zone is known, else on the clock of what was brought.

    `source` is its stretch as it stands there, from `line` (counted from 1) on. `is_day_guessed`: no day was named
    beside the time; `is_either_order`: 04/06 may be April or June. `external_id` is the other product's own.
    """

    line: int
    source: str
    text: str
    at: dt.datetime
    who: str = ""
    kind: str = "observation"
    noise: str = ""
    external_id: str = ""
    url: str = ""
    is_day_guessed: bool = False
    is_either_order: bool = False
    is_starred: bool = False  # somebody marked it there

    @property
    def identity(self) -> str:
        """The same for the same thing in every copy: its own id, else a hash of who, when and what."""
        told = f"{self.who}\n{self.at.isoformat()}\n{self.text}"
        return self.external_id or hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class NotRead:
    """A stretch that was not understood, as it stands there, and why. It is shown, never dropped."""

    line: int
    source: str
    reason: str | Promise
    column: int = 1


Item = Entry | NotRead
Reading = Iterator[Item]
