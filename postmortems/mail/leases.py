"""Who is sending which messages now. A lease ends by the database's clock, whatever the clocks of the senders say."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from postmortems.mail import kinds
from postmortems.mail.models import Delivery
from postmortems.shared import clock

# Twice the longest attempt: who holds a lease that long is gone.
LEASE = dt.timedelta(seconds=60)


@dataclass(frozen=True)
class Claim:
    """Messages that become one mail. `is_fresh`: nobody tried to send them under this name before."""

    rows: list[Delivery]
    is_fresh: bool = True


@transaction.atomic
def claim() -> Claim | None:
    """Take the message that has waited longest, for 60 seconds; None when nothing is due. Its try is counted now.

    One that goes into the mail of a day brings along everything else that is due for that person's mail. The person's
    row is locked too, so that two senders never write to one person at a time.
    """
    oldest = _free().select_related("recipient").order_by("due_at", "id")
    found = oldest.select_for_update(skip_locked=True, of=("self", "recipient"), no_key=True).first()
    if found is None:
        return None
    taken = _mail_of_the_day(found) if found.kind in kinds.of_the_digest() else Claim([found])
    keys = [row.pk for row in taken.rows]
    Delivery.objects.filter(pk__in=keys).update(
        leased_until=Now() + LEASE, tries=F("tries") + 1, digest_on=taken.rows[0].digest_on
    )
    for row in taken.rows:
        row.tries += 1
    return taken


def _mail_of_the_day(found: Delivery) -> Claim:
    """Once begun, the mail of a day stays as it is: a copy after a crash has the same messages and the same name.

    Where that day has had its mail, the rows come back without a day.
    """
    together = _free().filter(recipient=found.recipient_id, kind__in=kinds.of_the_digest(), digest_on=found.digest_on)
    rows = list(together.select_related("recipient").select_for_update(of=("self",)).order_by("due_at", "id"))
    if found.digest_on is not None:
        return Claim(rows, is_fresh=False)
    today = clock.today(_zone(found))
    if not Delivery.objects.filter(recipient=found.recipient_id, digest_on=today).exists():
        for row in rows:
            row.digest_on = today
    return Claim(rows)


def _free() -> QuerySet[Delivery]:
    now = clock.now()
    unleased = Q(leased_until__isnull=True) | Q(leased_until__lte=Now())
    rested = Q(waits_until__isnull=True) | Q(waits_until__lte=now)
    return Delivery.objects.filter(unleased, rested, status=Delivery.Status.WAITING, due_at__lte=now)


def _zone(delivery: Delivery) -> str:
    recipient: Any = delivery.recipient
    return str(recipient.zone)


def sent(rows: Sequence[Delivery]) -> None:
    """The server took the mail. True even if somebody else holds the lease by now."""
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=Delivery.Status.SENT, sent_at=clock.now(), leased_until=None, last_reply="250"
    )


def put_back(
    delivery: Delivery, *, until: dt.datetime, reply: str = "", is_a_try: bool = True, keeps_its_day: bool = False
) -> None:
    """The message stays in the outbox. It keeps its day when that day's mail may have arrived."""
    tries = delivery.tries if is_a_try else delivery.tries - 1
    day = delivery.digest_on if keeps_its_day else None
    _ours(delivery).update(waits_until=until, leased_until=None, last_reply=reply, tries=tries, digest_on=day)


def end(delivery: Delivery, *, status: str, reply: str = "") -> None:
    """The message leaves the outbox unsent."""
    _ours(delivery).update(status=status, leased_until=None, last_reply=reply)


def _ours(delivery: Delivery) -> QuerySet[Delivery]:
    """The row, unless another sender took it over meanwhile: every claim counts a try."""
    return Delivery.objects.filter(pk=delivery.pk, status=Delivery.Status.WAITING, tries=delivery.tries)
