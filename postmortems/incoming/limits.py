"""How often an endpoint is listened to. Counted in the database: it holds while Redis is away, over all processes."""

import datetime as dt

from django.db.models import F, Q

from postmortems.incoming.models import Endpoint

MOST = 120  # messages a minute; Alertmanager groups, so one incident sends a few


def may_speak(endpoint: Endpoint, now: dt.datetime) -> bool:
    """Count this message; False when the minute is full. One or two statements, and no reading before writing."""
    minute, this = now.replace(second=0, microsecond=0), Endpoint.objects.filter(pk=endpoint.pk)
    if this.filter(minute=minute, in_minute__lt=MOST).update(in_minute=F("in_minute") + 1):
        return True
    return bool(this.filter(Q(minute=None) | Q(minute__lt=minute)).update(minute=minute, in_minute=1))


def refuse(endpoint: Endpoint, now: dt.datetime) -> None:
    """Somebody spoke there who was not believed, or too often. Counted, and nothing else of it is kept."""
    Endpoint.objects.filter(pk=endpoint.pk).update(refused=F("refused") + 1, refused_at=now)
