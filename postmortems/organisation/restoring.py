"""What people know of a service: that they could bring it back, said of oneself alone; that its runbook still holds."""

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.reviews.models import Service
from postmortems.reviews.restoring import CouldRestore
from postmortems.shared import clock


@transaction.atomic
def could_restore(*, service: Service, user: User) -> None:
    """I could restore it. Said again, it holds from now on."""
    CouldRestore.objects.update_or_create(service=service, user=user, defaults={"confirmed_at": clock.now()})
    record(verb="said could restore", chain=f"service:{service.pk}", actor=user)


@transaction.atomic
def could_not(*, service: Service, user: User) -> None:
    """Not any more; said twice, it changes nothing."""
    if CouldRestore.objects.filter(service=service, user=user).delete()[0]:
        record(verb="no longer says could restore", chain=f"service:{service.pk}", actor=user)


@transaction.atomic
def runbook_holds(*, service: Service, user: User) -> None:
    """Somebody looked at the runbook today, and it can be followed. Without one it changes nothing."""
    if Service.objects.filter(pk=service.pk).exclude(runbook_url="").update(runbook_checked_on=clock.today(user.zone)):
        record(verb="checked the runbook", chain=f"service:{service.pk}", actor=user, fields=("runbook_checked_on",))
