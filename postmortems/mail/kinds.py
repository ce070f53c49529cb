"""The kinds of mail there are. Upper slices add theirs when the application starts; the outbox itself knows none."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from postmortems.mail.models import Delivery


def _at_once(delivery: Delivery, now: dt.datetime) -> dt.datetime:
    return now


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What the outbox must know to send one kind of mail.

    `name` is also the stem of its templates in templates/emails. `still_wanted` is asked just before sending: rights,
    state and wishes may have changed since the row was made. `goes_out` gives the first moment from `now` on at which
    it may go.
    """

    name: str
    still_wanted: Callable[[Delivery], bool]
    context: Callable[[Delivery], dict[str, Any]]
    goes_out: Callable[[Delivery, dt.datetime], dt.datetime] = _at_once


_known: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. A second one of the same name is a mistake in the program: ValueError."""
    if _known.get(kind.name, kind) is not kind:
        raise ValueError(f"There are two kinds of mail called {kind.name}.")
    _known[kind.name] = kind


def find(name: str) -> Kind:
    """The kind of this name. KeyError when this version of the program does not know it."""
    return _known[name]
