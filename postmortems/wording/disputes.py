""" "This is not about a person": the author keeps the words, everything else goes on, the facilitator decides."""

from typing import Any

from django.db import transaction

from accounts.models import User
from postmortems.shared import clock
from postmortems.wording.guarded import BlameRefused, GuardedField, GuardedModel
from postmortems.wording.judge import blames, judge
from postmortems.wording.models import Dispute
from postmortems.wording.policy import WordingState


class AlreadySettled(Exception):
    """Nobody waits for an answer about this sentence any more; the message says so to a person."""


def guarded(row: GuardedModel, field: str) -> GuardedField:
    found = row._meta.get_field(field)
    if not isinstance(found, GuardedField):
        raise TypeError(f"{field} is not guarded")
    return found


def hold(row: GuardedModel, *, field: str, words: str) -> None:
    """Put refused words on the row as held; the caller saves the row and then asks with `ask`."""
    guarded(row, field).put(row, words, WordingState.HELD)


@transaction.atomic
def ask(row: Any, *, field: str, target: str, author: User) -> Dispute:
    """Put the row's held words before the facilitator. An earlier question about the same sentence is replaced."""
    withdraw(target)
    words = getattr(row, field)
    return Dispute.objects.create(
        review_id=row.review_id,
        target=target,
        words=words,
        rules=[finding.rule for finding in judge(words).findings],
        asked_by=author,
        asked_at=clock.now(),
    )


def waiting(target: str) -> Dispute | None:
    """The question about this sentence that still waits; locked, so that two answers cannot cross."""
    rows = Dispute.objects.select_for_update(of=("self",))
    return rows.filter(target=target, outcome=Dispute.Outcome.WAITING).first()


def withdraw(target: str) -> None:
    """Nobody needs an answer any more: the sentence was changed, or its thing removed."""
    Dispute.objects.filter(target=target, outcome=Dispute.Outcome.WAITING).delete()


def is_held(row: GuardedModel, *, field: str) -> bool:
    """Whether the words on the row wait for a facilitator."""
    return bool(getattr(row, f"{field}_state") == WordingState.HELD)


@transaction.atomic
def allow(dispute: Dispute, row: GuardedModel, *, field: str, by: User, reason: str) -> None:
    """The facilitator finds that the words are not about a person: they count, with the reason beside them."""
    guarded(row, field).put(row, dispute.words, WordingState.ALLOWED)
    row.save(update_fields=[field])
    _decide(dispute, outcome=Dispute.Outcome.ALLOWED, by=by, reason=reason)


@transaction.atomic
def reword(dispute: Dispute, *, by: User, offer: str, reason: str = "") -> None:
    """The facilitator offers another sentence; the author's words stay held until somebody saves one that passes.

    Raises BlameRefused for an offer that ends with a person itself.
    """
    verdict = judge(offer)
    if blames(verdict):
        raise BlameRefused("offer", verdict)
    dispute.offer = offer
    dispute.save(update_fields=["offer"])
    _decide(dispute, outcome=Dispute.Outcome.REWORDED, by=by, reason=reason)


def _decide(dispute: Dispute, *, outcome: str, by: User, reason: str) -> None:
    dispute.outcome, dispute.decided_by, dispute.decided_at, dispute.reason = outcome, by, clock.now(), reason
    dispute.asked_by = None
    dispute.save(update_fields=["outcome", "decided_by", "decided_at", "reason", "asked_by"])
