"""Putting messages into the outbox, and putting them away."""

import datetime as dt
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q

from postmortems.mail.models import Delivery
from postmortems.mail.nudge import nudge
from postmortems.shared import clock

# Longer than the policy looks back for what it said already (followup/policy.py: STALE).
KEPT = dt.timedelta(days=90)


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


def replace_notices(deliveries: Sequence[Delivery]) -> None:
    """Of several messages about one thing only the newest is a new notice; belongs before `queue_all`."""
    asked = [Q(about=row.about, recipient=row.recipient) for row in deliveries]
    if asked:
        now = clock.now()
        Delivery.objects.filter(reduce(or_, asked), seen_at=None, due_at__lt=now).update(seen_at=now)


def settle(about: str) -> None:
    """Somebody answered what these messages ask ("action:12"): nobody's notice of it is new any more."""
    now = clock.now()
    Delivery.objects.filter(about=about, seen_at=None, due_at__lte=now).update(seen_at=now)


def put_away(*, recipient: Any, pk: int | None = None) -> int:
    """One notice of this person, or all that are new; how many there were. Done again, it changes nothing."""
    now = clock.now()
    rows = Delivery.objects.filter(recipient=recipient, seen_at=None, due_at__lte=now)
    return (rows if pk is None else rows.filter(pk=pk)).update(seen_at=now)


def try_again(*, recipient: Any) -> int:
    """What could not be delivered to this person in the last week is due again; how many messages."""
    lately = clock.now() - dt.timedelta(days=7)
    rows = Delivery.objects.filter(recipient=recipient, status=Delivery.Status.UNDELIVERABLE, due_at__gte=lately)
    count = rows.update(status=Delivery.Status.WAITING, tries=0, waits_until=None, last_reply="", digest_on=None)
    if count:
        transaction.on_commit(nudge)
    return count


def forget_old() -> int:
    """Delete what is older than 90 days and waits for nothing; how many there were."""
    old = Delivery.objects.filter(due_at__lt=clock.now() - KEPT).exclude(status=Delivery.Status.WAITING)
    return old.delete()[0]
