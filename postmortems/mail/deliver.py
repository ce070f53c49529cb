"""From the outbox to the mail server: claim, ask again whether it is wanted, send outside any transaction, mark.

Killed anywhere on the way, nothing is lost: the lease ends and somebody else sends it. Killed between the server's 250
and the mark, one more copy goes out with the same Message-ID (docs/decisions/0003).
"""

import structlog

from postmortems.mail import kinds, leases
from postmortems.mail.backoff import MOST_TRIES, wait_after
from postmortems.mail.message import compose
from postmortems.mail.models import Delivery
from postmortems.mail.postbox import Failure, Postbox
from postmortems.shared import clock

log = structlog.get_logger("second_story.mail")


def deliver_all_due() -> int:
    """Deliver until nothing is due or the server is away; how many messages were looked at. Many senders may run."""
    looked_at = 0
    with Postbox() as postbox:
        while delivery := leases.claim():
            looked_at += 1
            if not deliver(delivery, postbox):
                break
    return looked_at


def deliver(delivery: Delivery, postbox: Postbox) -> bool:
    """Bring one claimed message to its end or put it back. False when the mail server is away: the others can wait."""
    if delivery.tries > MOST_TRIES:  # eight senders died over it
        _give_up(delivery, "no answer")
        return True
    try:
        failure = _attempt(delivery, postbox)
    except Exception as error:  # a fault of ours; its text could hold somebody's words
        failure = Failure(type(error).__name__)
    if failure:
        _put_back(delivery, failure)
    return not (failure and failure.is_server_away)


def _attempt(delivery: Delivery, postbox: Postbox) -> Failure | None:
    kind = kinds.find(delivery.kind)
    if not kind.still_wanted(delivery):
        leases.end(delivery, status=Delivery.Status.DROPPED)
        return None
    now = clock.now()
    if (later := kind.goes_out(delivery, now)) > now:
        leases.put_back(delivery, due_at=later, is_a_try=False)
        return None
    failure = postbox.send(compose(delivery, kind))
    if failure is None:
        leases.sent(delivery)
    return failure


def _put_back(delivery: Delivery, failure: Failure) -> None:
    log.warning("mail not sent", kind=delivery.kind, delivery=delivery.pk, code=failure.reply, tries=delivery.tries)
    wait = wait_after(delivery.tries)
    if failure.is_final or wait is None:
        _give_up(delivery, failure.reply)
    else:
        leases.put_back(delivery, due_at=clock.now() + wait, reply=failure.reply)


def _give_up(delivery: Delivery, reply: str) -> None:
    leases.end(delivery, status=Delivery.Status.UNDELIVERABLE, reply=reply)
    log.warning("mail undeliverable", kind=delivery.kind, delivery=delivery.pk, code=reply)
