"""What will be asked next of anybody, for those who do not want to wait for it."""

import datetime as dt

from django.db.models import Min

from postmortems.followup.facts import candidates
from postmortems.followup.policy import next_asked
from postmortems.mail.models import Delivery

FAR = dt.timedelta(days=366)


def next_moment(now: dt.datetime) -> dt.datetime | None:
    """When the next message becomes due, of those that follow from what stands now; None when nothing will be asked."""
    asked = [
        found.at
        for batch in candidates(now, ahead=FAR)
        for _item, known in batch
        if (found := next_asked(known, now=now)) and found.at > now
    ]
    waiting = Delivery.objects.filter(status=Delivery.Status.WAITING, due_at__gt=now).aggregate(first=Min("due_at"))
    return min([*asked, *([waiting["first"]] if waiting["first"] else [])], default=None)
