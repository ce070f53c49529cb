"""Saying of oneself that one could bring a service back. It holds for half a year, and nobody says it of another."""

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
