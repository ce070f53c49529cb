"""From the log to its receivers: one after the other for each of them, again after a while, and not for ever.

Killed between an answer and its mark, the same goes out once more under the same `webhook-id`.
"""

import datetime as dt
import ipaddress

import structlog
from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from postmortems.mail.backoff import MOST_TRIES, wait_after
from postmortems.outgoing.bodies import body_of
from postmortems.outgoing.kinds import Fate
from postmortems.outgoing.models import Receiver, Sending
from postmortems.outgoing.receivers import secrets_of, url_of
from postmortems.outgoing.telling import message_of
from postmortems.shared import clock
from postmortems.shared.outward import NoAnswer, NotThere, door_to, post
from postmortems.shared.signing import standard_headers

log = structlog.get_logger("second_story.outgoing")
LEASE = dt.timedelta(seconds=60)  # an attempt takes ten at most
AT_ONCE = 50  # sendings to one receiver in one go
MOST_FAILURES = 12  # in a row: five days or more; then it is switched off, and its page says so
GONE = 410  # its owner took it away (Standard Webhooks): switched off at once


def send_what_waits() -> int:
    """Tell every receiver what waits for it; how many attempts that were. Several may run: each receiver has one
    sender at a time.
    """
    waiting = Sending.objects.filter(fate=Fate.WAITING).values("receiver")
    return sum(_send_to(pk) for pk in _free().filter(pk__in=waiting).values_list("pk", flat=True))


def _send_to(pk: int) -> int:
    tried = 0
    while tried < AT_ONCE and _lease(pk):
        sending = _next(pk)
        if sending is None:
            break
        tried += 1
        _attempt(sending)
    Receiver.objects.filter(pk=pk).update(leased_until=None)
    return tried


def _free() -> QuerySet[Receiver]:
    unleased = Q(leased_until=None) | Q(leased_until__lte=Now())
    rested = Q(rests_until=None) | Q(rests_until__lte=clock.now())
    return Receiver.objects.filter(unleased, rested, is_on=True, owner__is_active=True)


def _lease(pk: int) -> bool:
    """Whether this sender has it for the next minute, by the database's clock."""
    mine = Receiver.objects.filter(pk=pk, is_on=True).filter(Q(rests_until=None) | Q(rests_until__lte=clock.now()))
    return bool(mine.update(leased_until=Now() + LEASE))


def _next(pk: int) -> Sending | None:
    rows = Sending.objects.filter(receiver=pk, fate=Fate.WAITING).select_related("receiver__owner", "receiver__team")
    return rows.order_by("pk").first()


def _attempt(sending: Sending) -> None:
    message = message_of(sending)
    if message is None:
        _end(sending, Fate.UNTOLD)
        return
    Sending.objects.filter(pk=sending.pk).update(tries=F("tries") + 1, tried_at=clock.now())
    sending.tries += 1
    body, said = body_of(sending.receiver.form, message), ""
    try:
        status = _post(sending, body)
        said = str(status)
    except (NotThere, NoAnswer) as error:
        status, said = 0, str(error)
    if 200 <= status < 300:
        _end(sending, Fate.SENT, said)
        Receiver.objects.filter(pk=sending.receiver_id).update(failures=0, rests_until=None)
    else:
        _failed(sending, status, said)


def _post(sending: Sending, body: bytes) -> int:
    receiver, now = sending.receiver, clock.now()
    near = [ipaddress.ip_network(one) for one in settings.OUTGOING_NETWORKS]
    signed = standard_headers(str(sending.uid), now.timestamp(), body, secrets_of(receiver, now))
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Second-Story", **signed}
    return post(door_to(url_of(receiver), near=near), body, headers)


def _failed(sending: Sending, status: int, said: str) -> None:
    """It waits with everything behind it, so that the order holds; the receiver rests longer each time."""
    receiver = sending.receiver
    log.warning("not told", receiver=receiver.pk, sending=sending.pk, reply=said, tries=sending.tries)
    failures = receiver.failures + 1
    pause = wait_after(min(failures, MOST_TRIES - 1)) or dt.timedelta(days=1)
    is_over = failures >= MOST_FAILURES or status == GONE
    Receiver.objects.filter(pk=receiver.pk).update(
        failures=failures, rests_until=clock.now() + pause, is_on=not is_over
    )
    receiver.failures = failures
    if sending.tries >= MOST_TRIES or status == GONE:
        _end(sending, Fate.GIVEN_UP, said)
    else:
        Sending.objects.filter(pk=sending.pk).update(reply=said)


def _end(sending: Sending, fate: Fate, reply: str = "") -> None:
    Sending.objects.filter(pk=sending.pk).update(fate=fate, reply=reply, tried_at=clock.now())
