"""Messages as notices in the app: a row is one for its recipient from the moment it is due, whatever becomes of the
mail.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from postmortems.mail import kinds
from postmortems.mail.message import subject
from postmortems.mail.models import Delivery
from postmortems.shared import clock

MOST = 30  # notices of one page


@dataclass(frozen=True)
class Notice:
    """One message as a line in the app. `door` is the page it opens; empty when there is none. Settled: nobody waits
    for an answer any more, or its recipient may not see any more what it was about (`words` are empty then).
    """

    pk: int
    words: str
    door: str
    at: dt.datetime
    is_new: bool
    is_settled: bool

    @property
    def is_open(self) -> bool:
        return self.is_new and not self.is_settled


@dataclass(frozen=True)
class Page:
    """Some notices, the new ones first, and the place from which the older ones go on."""

    notices: list[Notice]
    older: str


def shown_to(user: Any, *, at: dt.datetime | None = None) -> QuerySet[Delivery]:
    """Everything that came to this person until that moment, or until now, mailed or not."""
    rows = Delivery.objects.filter(recipient=user, due_at__lte=at or clock.now(), kind__in=kinds.shown_in_app())
    return rows.exclude(status=Delivery.Status.DROPPED)


def notices_for(user: Any, limit: int) -> list[Notice]:
    """What is new and still open, the newest first; for Home."""
    rows = shown_to(user).filter(seen_at=None).order_by("-due_at", "-pk")[: 2 * limit]
    return [notice for notice in _read(list(rows), user) if notice.is_open][:limit]


def page_of(user: Any, after: str = "") -> Page:
    """The notices after this place; from the beginning where there is no such place."""
    is_seen = Case(When(seen_at=None, then=Value(False)), default=Value(True), output_field=BooleanField())
    rows: Any = shown_to(user).annotate(is_seen=is_seen).order_by("is_seen", "-due_at", "-pk")
    if place := _place(after):
        was_seen, due_at, pk = place
        further = Q(is_seen=was_seen) & (Q(due_at__lt=due_at) | Q(due_at=due_at, pk__lt=pk))
        rows = rows.filter(further if was_seen else further | Q(is_seen=True))
    found: list[Any] = list(rows[: MOST + 1])
    last = found[MOST - 1] if len(found) > MOST else None
    older = f"{int(last.is_seen)}_{last.due_at.timestamp():.6f}_{last.pk}" if last else ""
    return Page(_read(found[:MOST], user), older)


def trouble_with_address(user: Any) -> Delivery | None:
    """The message that could not be delivered, if the last one that was tried could not."""
    ended = Delivery.objects.filter(recipient=user, status__in=[Delivery.Status.SENT, Delivery.Status.UNDELIVERABLE])
    last = ended.order_by("-due_at", "-pk").first()
    return last if last and last.status == Delivery.Status.UNDELIVERABLE else None


def _place(after: str) -> tuple[bool, dt.datetime, int] | None:
    try:
        was_seen, due_at, pk = after.split("_")
        return was_seen == "1", dt.datetime.fromtimestamp(float(due_at), tz=dt.UTC), int(pk)
    except (ValueError, OverflowError, OSError):
        return None


def _read(rows: Sequence[Delivery], user: Any) -> list[Notice]:
    """The rows in words; each kind is asked once for all of its rows."""
    by_kind: dict[str, list[Delivery]] = defaultdict(list)
    for row in rows:
        row.recipient = user
        by_kind[row.kind].append(row)
    notices = {}
    for name, some in by_kind.items():
        kind = kinds.find(name)
        matters = kind.look(some)
        for row in some:
            notices[row.pk] = _notice(kind, row, matters.get(row.pk))
    return [notices[row.pk] for row in rows]


def _notice(kind: kinds.Kind, row: Delivery, matter: kinds.Matter | None) -> Notice:
    return Notice(
        pk=row.pk,
        words=subject(kind, row, matter) if matter else "",
        door=_path_of(str(matter.context.get("link", ""))) if matter else "",
        at=row.due_at,
        is_new=row.seen_at is None,
        is_settled=matter is None or not matter.is_wanted,
    )


def _path_of(link: str) -> str:
    """The address without the host: the reader is there already, by whatever name."""
    return urlsplit(link)._replace(scheme="", netloc="").geturl()
