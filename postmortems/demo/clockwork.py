"""Moving the demonstration's clock, and letting those who follow it look at once."""

from dataclasses import dataclass

from accounts.models import User
from postmortems.demo.jumping import Step, distance
from postmortems.followup.services import remind
from postmortems.followup.upcoming import next_moment
from postmortems.mail.models import Delivery
from postmortems.mail.nudge import nudge
from postmortems.shared import clock


@dataclass(frozen=True)
class Landing:
    """Whether the clock moved, and how many messages are on their way since."""

    moved: bool
    coming: int


def jump(*, step: str, person: User) -> Landing:
    """Move the clock by this step, seen from the person's zone, and ask whom it is time to ask. The worker sends.

    What is decided at the next moment may wait for a Monday: then that is where the next thing is asked.
    """
    landing = _jump(step, person)
    while step == Step.NEXT and landing.moved and not landing.coming:
        landing = _jump(step, person)
    nudge()
    return landing


def _jump(step: str, person: User) -> Landing:
    now = clock.now()
    by = distance(step, now=now, zone=person.zone, next_at=next_moment(now))
    clock.jump_ahead(by)
    remind()
    waiting = Delivery.objects.filter(status=Delivery.Status.WAITING, due_at__lte=clock.now())
    return Landing(moved=bool(by), coming=waiting.count())
