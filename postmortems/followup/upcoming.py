"""What will be asked next of anybody, for those who do not want to wait for it."""

import datetime as dt

from django.db.models import Min
from django.db.models.functions import Greatest

from postmortems.followup.facts import Terms, candidates
from postmortems.followup.policy import next_asked
from postmortems.mail.models import Delivery

FAR = dt.timedelta(days=366)


def next_moment(now: dt.datetime) -> dt.datetime | None:
    """When the next message becomes due, of those that follow from what stands now; None when nothing will be asked."""
    terms = Terms.current()
    asked = [
        found.at
        for batch in candidates(now, terms, further=FAR)
        for _item, known in batch
        if (found := next_asked(known, now=now, rules=terms.rules)) and found.at > now
    ]
    queued = Delivery.objects.filter(status=Delivery.Status.WAITING).annotate(at=Greatest("due_at", "waits_until"))
    waiting = queued.filter(at__gt=now).aggregate(first=Min("at"))
    return min([*asked, *([waiting["first"]] if waiting["first"] else [])], default=None)
