"""How long what somebody brought is kept: the story stays, what it came from does not."""

import datetime as dt

from postmortems.intake.models import Batch
from postmortems.shared import clock

UNTOUCHED, TAKEN_IN = dt.timedelta(days=30), dt.timedelta(days=90)  # the second as for raw notes (docs/privacy.md)


def forget_old() -> int:
    """Delete what is older than that, with its lines; gives how many batches went."""
    now = clock.now()
    left = Batch.objects.exclude(state=Batch.State.ACCEPTED).filter(brought_at__lt=now - UNTOUCHED)
    taken = Batch.objects.filter(state=Batch.State.ACCEPTED, accepted_at__lt=now - TAKEN_IN)
    count = 0
    for rows in (left, taken):
        count += rows.count()
        rows.delete()
    return count
