"""Saying how prepared we were."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.preparedness.models import Preparedness
from postmortems.reviews.models import Review
from postmortems.shared import clock


@transaction.atomic
def say_how_prepared(*, review: Review, changes: Mapping[str, str], actor: User) -> Preparedness:
    """Write the answers that changed; the others stay as they stand now. Said twice, it is one row."""
    said = {**changes, "said_by": actor, "said_at": clock.now()}
    found, _is_new = Preparedness.objects.update_or_create(review=review, defaults=said)
    record(verb="said how prepared", chain=f"review:{review.pk}", actor=actor, fields=tuple(changes))
    return found
