"""What nobody will write: drafts in which nothing happened for a month, closed together with one sentence."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.models import User
from postmortems.audit.models import AuditEntry
from postmortems.audit.services import record
from postmortems.reviews.access import powers_in, visible_to
from postmortems.reviews.models import Review
from postmortems.reviews.services import CannotMove, move
from postmortems.reviews.states import State
from postmortems.shared import clock

QUIET = dt.timedelta(days=30)
UNWRITTEN = (State.INCIDENT, State.DRAFT)


def stale(user: User) -> QuerySet[Review]:
    """The unwritten reviews that are this person's to close and that nobody touched for a month, the oldest first."""
    since = clock.now() - QUIET
    kept = Q(owner=user) | Q(facilitator=user)
    if user.is_facilitator:
        kept |= Q(facilitator=None)
    chain = Concat(Value("review:"), Cast(OuterRef("pk"), CharField()))
    touched = AuditEntry.objects.filter(chain=chain, happened_at__gte=since)
    rows = visible_to(user).filter(kept, ~Exists(touched), state__in=UNWRITTEN, filed_at__lt=since)
    return rows.order_by("filed_at", "pk")


@transaction.atomic
def close_together(*, numbers: Collection[int], because: str, actor: User) -> list[Review]:
    """Close those of these that are still stale; which they were. What somebody began to write meanwhile stays open."""
    closed = []
    for review in stale(actor).filter(number__in=numbers):
        try:
            closed.append(
                move(review=review, to=State.CLOSED, actor=actor, powers=powers_in(actor, review), reason=because)
            )
        except CannotMove:
            continue
    return closed


@transaction.atomic
def open_again(*, numbers: Collection[int], actor: User) -> int:
    """Undo it: each stands where it stood before. How many there were."""
    kept = Q(owner=actor) | Q(facilitator=actor)
    if actor.is_facilitator:
        kept |= Q(facilitator=None)
    unshared = visible_to(actor).filter(kept, number__in=numbers, state=State.CLOSED, published_at=None)
    rows = list(unshared.filter(state_before__in=UNWRITTEN))
    for review in rows:
        review.state, review.state_before, review.closed_at = State(review.state_before), review.state, None
        review.save(update_fields=["state", "state_before", "closed_at"])
        record(verb=f"moved to {review.state}", chain=f"review:{review.pk}", actor=actor, fields=("state",))
    return len(rows)
