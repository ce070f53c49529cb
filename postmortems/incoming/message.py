"""What a message from outside says, whoever sent it. Pure."""

import datetime as dt
from dataclasses import dataclass, field

from postmortems.timeline.importers.entries import Entry


class NotUnderstood(Exception):
    """The body is nothing that its sender documents."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """`group` is what the sender calls the matter ("" for none); `may_open`: it is news of trouble, not of its end.

    `left` counts the pieces that were not understood. `noticed` is what an incident would be put on record with.
    """

    noticed: str = ""
    group: str = ""
    since: dt.datetime | None = None
    may_open: bool = False
    is_test: bool = False
    entries: list[Entry] = field(default_factory=list)
    left: int = 0
    sender: str = ""  # the address that a mail comes from
