"""Moving the demonstration's clock, and letting those who follow it look at once."""

import contextlib
import datetime as dt

from celery import current_app

from accounts.models import User
from postmortems.demo.jumping import distance
from postmortems.mail.nudge import nudge
from postmortems.shared import clock

FOLLOW_UP = "postmortems.followup.tasks.remind"


def jump(*, step: str, person: User) -> dt.datetime:
    """Move the clock by this step, seen from the person's zone and days; gives the time that it is now."""
    clock.jump_ahead(distance(step, now=clock.now(), zone=person.zone, work_days=person.work_days))
    _look_at_once()
    return clock.now()


def _look_at_once() -> None:
    """What is due by the new time. Beat finds it within a minute anyway: a broker that is away costs no more than
    that.
    """
    with contextlib.suppress(Exception):
        current_app.send_task(FOLLOW_UP, retry=False)
    nudge()
