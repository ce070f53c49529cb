"""The likely twin of what somebody puts on record: the same service, within an hour."""

import datetime as dt

from django.db.models import F
from django.db.models.functions import Coalesce

from accounts.models import User
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.queries import OPEN
from postmortems.shared import clock

NEAR = dt.timedelta(hours=1)


def likely_twin(*, user: User, service: str, since: dt.datetime | None, beside: Review | None = None) -> Review | None:
    """The review that this person may see, is still open and fits best; None where nothing fits. One query.

    Where nobody said since when, the moment of filing stands for it.
    """
    name = " ".join(service.split())
    if not name:
        return None
    moment = since or clock.now()
    began = Incident.objects.filter(services__name__iexact=name).annotate(
        began=Coalesce(F("started_at"), F("review__filed_at"))
    )
    near = began.filter(began__range=(moment - NEAR, moment + NEAR)).order_by().values("review")
    rows = visible_to(user).filter(pk__in=near, state__in=OPEN)
    if beside:
        rows = rows.exclude(pk=beside.pk)
    return rows.order_by("number").first()
