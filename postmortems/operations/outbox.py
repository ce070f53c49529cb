"""How mail goes, in figures for whoever keeps the installation: how much waits, how long, and whom it cannot reach."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from celery import current_app
from django.db.models import Count, Exists, OuterRef, Q

from postmortems.mail.models import Delivery
from postmortems.operations.readiness import oldest_due
from postmortems.shared import clock

QUEUE = "celery"
DAY, MONTH = dt.timedelta(days=1), dt.timedelta(days=30)


@dataclass(frozen=True)
class Outbox:
    """`due`: mails whose time has come; `oldest`: how long the first of them has waited. `later`: queued for later.

    `copies`: messages of a month that went out at the second try or later: at most so many were sent twice.
    `nudges`: what lies with the broker; None while it is away.
    """

    due: int
    oldest: dt.timedelta
    later: int
    sent: int
    copies: int
    nudges: int | None

    @property
    def oldest_minutes(self) -> int:
        return self.oldest // dt.timedelta(minutes=1)


def outbox() -> Outbox:
    """Two queries, and one question to the broker."""
    now, waits, sent = clock.now(), Q(status=Delivery.Status.WAITING), Q(status=Delivery.Status.SENT)
    later = Q(due_at__gt=now) | Q(waits_until__gt=now)
    counts = Delivery.objects.aggregate(
        waiting=Count("pk", filter=waits),
        later=Count("pk", filter=waits & later),
        sent=Count("pk", filter=sent & Q(sent_at__gte=now - DAY)),
        copies=Count("pk", filter=sent & Q(tries__gt=1, sent_at__gte=now - MONTH)),
    )
    return Outbox(
        due=counts["waiting"] - counts["later"],
        oldest=oldest_due(),
        later=counts["later"],
        sent=counts["sent"],
        copies=counts["copies"],
        nudges=_nudges(),
    )


def unreachable() -> list[Any]:
    """The last message to each person whom mail did not reach, with the server's code; at most 50. Asked from those
    that came back, which are few, and not from all mail of five years.
    """
    ended = Delivery.objects.filter(status__in=[Delivery.Status.SENT, Delivery.Status.UNDELIVERABLE])
    is_later = Q(due_at__gt=OuterRef("due_at")) | Q(due_at=OuterRef("due_at"), pk__gt=OuterRef("pk"))
    later = ended.filter(is_later, recipient=OuterRef("recipient"))
    last = Delivery.objects.filter(~Exists(later), status=Delivery.Status.UNDELIVERABLE)
    return list(last.order_by("recipient").select_related("recipient")[:50])


def _nudges() -> int | None:
    try:
        with current_app.connection_for_read() as connection, connection.SimpleQueue(QUEUE) as queue:
            return int(queue.qsize())
    except Exception:  # whatever the broker's client raises, it means the same here
        return None
