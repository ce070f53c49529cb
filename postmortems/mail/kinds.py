"""The kinds of mail there are. Upper slices add theirs when the application starts; the outbox itself knows none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from postmortems.mail.models import Delivery


class Timing(Enum):
    """When a kind of mail comes (PRACTICE.md section 5): the first two when they are due, each as a mail of its own;
    the rest in the one mail that a person gets on a working day, at the time and on the days that they chose, or as a
    notice only.
    """

    ACCOUNT = "account"
    MEETING = "meeting"
    DIGEST = "digest"
    NOTICE = "notice"


@dataclass(frozen=True)
class Matter:
    """What a message is about, as its recipient may see it now. Not wanted: it was settled in the meantime."""

    context: dict[str, Any]
    is_wanted: bool = True


def _always(delivery: Delivery) -> bool:
    return True


def _nothing(delivery: Delivery) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What the outbox must know to send one kind of mail, and to show its twin in the app.

    `template` is the stem of its templates in templates/emails, if it is not the `name`. `still_wanted` is asked just
    before sending: rights, state and wishes may have changed since the row was made. `context` is what its templates
    get; its `link` is the page that the message opens. `matters` answers these two for many messages in a few queries,
    and leaves out what the recipient may not see any more. `topic`: under what its recipient can choose to hear of it
    in the app only. `in_app` is False for what has no place on a page that somebody may have left open: a link that
    signs in or sets a password. `calendar` is the invitation that its mail carries, with its METHOD.
    """

    name: str
    template: str = ""
    still_wanted: Callable[[Delivery], bool] = _always
    context: Callable[[Delivery], dict[str, Any]] = _nothing
    matters: Callable[[Sequence[Delivery]], dict[int, Matter]] | None = None
    timing: Timing = Timing.ACCOUNT
    topic: str = ""
    in_app: bool = True
    calendar: Callable[[Delivery], bytes] | None = None

    @property
    def stem(self) -> str:
        return f"emails/{self.template or self.name}"

    def look(self, deliveries: Sequence[Delivery]) -> dict[int, Matter]:
        """What these messages are about, by the keys of their rows."""
        if self.matters is not None:
            return self.matters(deliveries)
        return {row.pk: Matter(self.context(row)) for row in deliveries if self.still_wanted(row)}


_known: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. A second one of the same name is a mistake in the program: ValueError."""
    if _known.get(kind.name, kind) is not kind:
        raise ValueError(f"There are two kinds of mail called {kind.name}.")
    _known[kind.name] = kind


def find(name: str) -> Kind:
    """The kind of this name. KeyError when this version of the program does not know it."""
    return _known[name]


def shown_in_app() -> list[str]:
    """The names of the kinds that have a twin in the app."""
    return [name for name, kind in _known.items() if kind.in_app]


def of_the_digest() -> list[str]:
    """The names of the kinds that go into the one mail of a day."""
    return [name for name, kind in _known.items() if kind.timing is Timing.DIGEST]
