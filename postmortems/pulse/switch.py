"""Whether teams are asked here, and since when rounds are counted."""

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.pulse.models import PulseSums, PulseSwitch
from postmortems.pulse.rounds import EVERY, later
from postmortems.shared import clock


def current() -> PulseSwitch:
    """The one row, or one that is off."""
    return PulseSwitch.objects.filter(pk=1).first() or PulseSwitch(pk=1, first_on=clock.today("UTC"))


@transaction.atomic
def switch(*, is_on: bool, actor: User) -> None:
    """On: the first round begins today, unless somebody answered within half a year: then the old days go on. Off:
    nobody is asked; what was counted stays readable for its team.
    """
    standing, today = current(), clock.today("UTC")
    if is_on and not standing.is_on and not _asked_lately():
        standing.first_on = today
    standing.is_on = is_on
    PulseSwitch.objects.update_or_create(pk=1, defaults={"is_on": is_on, "first_on": standing.first_on})
    record(verb="decided on the team pulse", chain="organisation", actor=actor, fields=("is_on",))


def _asked_lately() -> bool:
    return PulseSums.objects.filter(asked_on__gt=later(clock.today("UTC"), -EVERY)).exists()
