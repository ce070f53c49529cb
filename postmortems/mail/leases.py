"""Who is sending which message now. A lease ends by the database's clock, whatever the clocks of the senders say."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from postmortems.mail.models import Delivery
from postmortems.shared import clock

# Twice the longest attempt: who holds a lease that long is gone.
LEASE = dt.timedelta(seconds=60)


@transaction.atomic
def claim() -> Delivery | None:
    """Take the message that has waited longest, for 60 seconds; None when nothing is due. Its try is counted now."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=Now())
    waiting = Delivery.objects.filter(free, status=Delivery.Status.WAITING, due_at__lte=clock.now())
    found = waiting.select_for_update(skip_locked=True).order_by("due_at", "id").first()
    if found:
        Delivery.objects.filter(pk=found.pk).update(leased_until=Now() + LEASE, tries=F("tries") + 1)
        found.tries += 1
    return found


def sent(delivery: Delivery) -> None:
    """The server took the message. True even if somebody else holds the lease by now."""
    Delivery.objects.filter(pk=delivery.pk).update(
        status=Delivery.Status.SENT, sent_at=clock.now(), leased_until=None, last_reply="250"
    )


def put_back(delivery: Delivery, *, due_at: dt.datetime, reply: str = "", is_a_try: bool = True) -> None:
    """The message stays in the outbox until `due_at`."""
    tries = delivery.tries if is_a_try else delivery.tries - 1
    _ours(delivery).update(due_at=due_at, leased_until=None, last_reply=reply, tries=tries)


def end(delivery: Delivery, *, status: str, reply: str = "") -> None:
    """The message leaves the outbox unsent."""
    _ours(delivery).update(status=status, leased_until=None, last_reply=reply)


def _ours(delivery: Delivery) -> QuerySet[Delivery]:
    """The row, unless another sender took it over meanwhile: every claim counts a try."""
    return Delivery.objects.filter(pk=delivery.pk, status=Delivery.Status.WAITING, tries=delivery.tries)
