"""How far the clock of a demonstration can be moved in one step. Pure but for `shared.clock`'s arithmetic."""

import datetime as dt
import math

from django.db import models
from django.utils.translation import gettext_lazy as _

from postmortems.shared import clock


class Step(models.TextChoices):
    NEXT = "next", _("to the next thing that is asked")
    DAY = "day", _("one day")
    WEEK = "week", _("one week")


DAYS = {Step.DAY: 1, Step.WEEK: 7}


def distance(step: str, *, now: dt.datetime, zone: str, next_at: dt.datetime | None) -> dt.timedelta:
    """From `now` to where this step leads, for somebody in `zone`; `next_at` is when something is asked next.

    Always forward, and in whole seconds rounded up: at 09:29:59 no morning has begun. Where nothing will be asked, no
    way at all.
    """
    if step == Step.NEXT:
        exact = (next_at or now) - now
    else:
        here = clock.local(now, zone)
        exact = clock.at(here.date() + dt.timedelta(days=DAYS[Step(step)]), here.time(), zone) - now
    return dt.timedelta(seconds=math.ceil(exact.total_seconds()))
