"""Moving the demonstration's clock, and letting those who follow it look at once."""

from dataclasses import dataclass

from accounts.models import User
from postmortems.demo.jumping import Step, distance
from postmortems.followup.services import remind
from postmortems.followup.upcoming import next_moment
from postmortems.mail.models import Delivery
from postmortems.mail.nudge import nudge
from postmortems.shared import clock

MOST_HOPS = 10


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
    for _ in range(MOST_HOPS):
        if step != Step.NEXT or landing.coming or not landing.moved:
            break
        landing = _jump(step, person)
    nudge()
    return landing


def _jump(step: str, person: User) -> Landing:
    now = clock.now()
    by = distance(step, now=now, zone=person.zone, next_at=next_moment(now))
    clock.jump_ahead(by)
    remind()
    # Those that a quick worker has sent by now are among them.
    coming = Delivery.objects.filter(due_at__gt=now, due_at__lte=clock.now()).exclude(status=Delivery.Status.DROPPED)
    return Landing(moved=bool(by), coming=coming.count())
