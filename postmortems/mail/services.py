"""Putting messages into the outbox."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from postmortems.mail.models import Delivery
from postmortems.mail.nudge import nudge
from postmortems.shared import clock


def queue(*, kind: str, about: str, recipient: Any, local_date: dt.date, due_at: dt.datetime) -> None:
    """Make sure that `recipient` gets one message of this `kind` about this thing ("action:12") for this day.

    It goes out at `due_at` or soon after. Belongs inside the transaction that causes the message. Asked again, by
    whomever, it changes nothing.
    """
    queue_all([Delivery(kind=kind, about=about, recipient=recipient, local_date=local_date, due_at=due_at)])


def queue_all(deliveries: Sequence[Delivery]) -> None:
    """The same for several messages, with one nudge for all of them."""
    now = clock.now()
    for delivery in deliveries:
        delivery.created_at = now
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    if any(delivery.due_at <= now for delivery in deliveries):
        transaction.on_commit(nudge)
