"""How far the clock of a demonstration can be moved in one step. Pure but for `shared.clock`'s arithmetic."""

import datetime as dt
import math

from django.db import models
from django.utils.translation import gettext_lazy as _

from postmortems.shared import clock

MORNING = dt.time(9, 30)


class Step(models.TextChoices):
    HOUR = "hour", _("one hour")
    DAY = "day", _("one day")
    MORNING = "morning", _("to the next working morning")
    WEEK = "week", _("five working days")


def distance(step: str, *, now: dt.datetime, zone: str, work_days: list[int]) -> dt.timedelta:
    """From `now` to where this step leads, for somebody in `zone` who works on these ISO weekdays.

    Always forward, and in whole seconds rounded up: at 09:29:59 no morning has begun.
    """
    exact = _exact_distance(step, now, zone, work_days)
    return dt.timedelta(seconds=math.ceil(exact.total_seconds()))


def _exact_distance(step: str, now: dt.datetime, zone: str, work_days: list[int]) -> dt.timedelta:
    if step == Step.HOUR:
        return dt.timedelta(hours=1)
    here = clock.local(now, zone)
    if step == Step.DAY:
        return clock.at(here.date() + dt.timedelta(days=1), here.time(), zone) - now
    if step == Step.WEEK:
        return clock.at(clock.add_working_days(here.date(), 5, work_days), here.time(), zone) - now
    return _next_morning(here, zone, work_days) - now


def _next_morning(here: dt.datetime, zone: str, work_days: list[int]) -> dt.datetime:
    """Today's half past nine when it is a working day and still ahead, else that of the next one."""
    is_today = here.isoweekday() in (work_days or range(1, 8)) and here.time() < MORNING
    day = here.date() if is_today else clock.add_working_days(here.date(), 1, work_days)
    return clock.at(day, MORNING, zone)
