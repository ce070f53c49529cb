"""From the outbox to the mail server: claim, ask again whether it is wanted, send outside any transaction, mark.

Killed anywhere on the way, nothing is lost: the lease ends and somebody else sends it. Killed between the server's 250
and the mark, one more copy goes out with the same Message-ID (docs/decisions/0003).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

import structlog

from postmortems.mail import kinds, leases
from postmortems.mail.backoff import MOST_TRIES, wait_after
from postmortems.mail.leases import Claim
from postmortems.mail.message import Letter, gather, write
from postmortems.mail.models import Delivery
from postmortems.mail.postbox import Failure, Postbox
from postmortems.shared import clock
from postmortems.shared.hours import Hours
from postmortems.shared.reading_for import reading_for

log = structlog.get_logger("second_story.mail")


def deliver_all_due() -> int:
    """Deliver until nothing is due or the server is away; how many messages were looked at. Many senders may run."""
    looked_at = 0
    with Postbox() as postbox:
        while claim := leases.claim():
            looked_at += len(claim.rows)
            if not deliver(claim, postbox):
                break
    return looked_at


def deliver(claim: Claim, postbox: Postbox) -> bool:
    """Bring what was claimed to its end or put it back. False when the mail server is away: the others can wait."""
    with reading_for(lambda: claim.rows[0].recipient.locale):
        letters = sorted(_letters(claim), key=lambda letter: claim.rows.index(letter.delivery))
    rows = [letter.delivery for letter in letters]
    failure = None
    if letters:
        try:
            failure = postbox.send(gather(letters))
        except Exception as error:  # a fault of ours; its text could hold somebody's words
            failure = Failure(type(error).__name__)
    if failure:
        for row in rows:
            _put_back(row, failure, keeps_its_day=failure.may_have_arrived or not claim.is_fresh)
    elif rows:
        leases.sent(rows)
    return not (failure and failure.is_server_away)


def _letters(claim: Claim) -> Iterator[Letter]:
    """What goes out now. One message that cannot be written does not hold back the others of its mail."""
    by_kind: dict[str, list[Delivery]] = defaultdict(list)
    for row in claim.rows:
        if row.tries > MOST_TRIES:  # eight senders died over it
            _give_up(row, "no answer")
        else:
            by_kind[row.kind].append(row)
    for name, rows in by_kind.items():
        try:
            yield from _written(kinds.find(name), rows, claim)
        except Exception as error:
            for row in rows:
                _put_back(row, Failure(type(error).__name__), keeps_its_day=not claim.is_fresh)


def _written(kind: kinds.Kind, rows: Sequence[Delivery], claim: Claim) -> list[Letter]:
    matters, now, letters = kind.look(rows), clock.now(), []
    for row in rows:
        matter = matters.get(row.pk)
        if matter is None or not matter.is_wanted:
            leases.end(row, status=Delivery.Status.DROPPED)
        elif kind.timing is kinds.Timing.NOTICE or kind.topic in row.recipient.quiet_topics:
            leases.end(row, status=Delivery.Status.QUIET)
        elif (later := _earliest(row, kind, now)) > now:
            leases.put_back(row, until=later, is_a_try=False, keeps_its_day=not claim.is_fresh)
        else:
            letters.append(write(kind, row, matter))
    return letters


def _earliest(row: Delivery, kind: kinds.Kind, now: dt.datetime) -> dt.datetime:
    """When its mail may go: the mail of a day at its time; what came too late for the one of today, with the next."""
    if kind.timing is not kinds.Timing.DIGEST:
        return now
    hours: Hours = row.recipient.hours()
    if row.digest_on is None:
        now = clock.at(hours.day_of(now) + dt.timedelta(days=1), dt.time(0), hours.zone)
    return hours.next_slot(now)


def _put_back(delivery: Delivery, failure: Failure, *, keeps_its_day: bool) -> None:
    log.warning("mail not sent", kind=delivery.kind, delivery=delivery.pk, code=failure.reply, tries=delivery.tries)
    wait = wait_after(delivery.tries)
    if failure.is_final or wait is None:
        _give_up(delivery, failure.reply)
    else:
        leases.put_back(delivery, until=clock.now() + wait, reply=failure.reply, keeps_its_day=keeps_its_day)


def _give_up(delivery: Delivery, reply: str) -> None:
    leases.end(delivery, status=Delivery.Status.UNDELIVERABLE, reply=reply)
    log.warning("mail undeliverable", kind=delivery.kind, delivery=delivery.pk, code=reply)
