"""Disputed sentences, to improve the rules by: what the guard refused and a facilitator decided. Without authors."""

import json
from collections.abc import Iterator

from accounts.models import User
from postmortems.reviews.access import visible_to
from postmortems.wording.models import Dispute


def decided_disputes(user: User) -> Iterator[str]:
    """JSON lines, oldest first, of the reviews that this person may see: words, rules, outcome, reason, offer."""
    decided = Dispute.objects.exclude(outcome=Dispute.Outcome.WAITING).filter(review__in=visible_to(user))
    rows = decided.order_by("decided_at", "pk").values("words", "rules", "outcome", "reason", "offer")
    for row in rows.iterator():
        yield json.dumps(row, ensure_ascii=False) + "\n"
