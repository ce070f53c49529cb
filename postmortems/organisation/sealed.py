"""Every secret that is sealed with this installation's key, and sealing it anew when that key changes."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.mfa_adapter import PURPOSE as SECOND_FACTOR
from accounts.models import User
from postmortems.incoming.endpoints import PURPOSE as INCOMING
from postmortems.incoming.models import Endpoint
from postmortems.reflections.services import renew_all_of
from postmortems.shared.sealing import renewed
from postmortems.tickets.models import Source
from postmortems.tickets.sources import PURPOSE as TICKETS

KEPT_IN = ("secret", "seed")  # of an authenticator app; of recovery codes. A passkey keeps nothing secret here.


@dataclass
class Renewed:
    renewed: int = 0
    unread: int = 0

    def count(self, sealed: bytes | None) -> bytes | None:
        self.renewed += sealed is not None
        self.unread += sealed is None
        return sealed


@transaction.atomic
def renew_all() -> Renewed:
    """Done again, it does no harm. What no key reads stays as it is, and is counted."""
    found = Renewed()
    for model, purpose in ((Source, TICKETS), (Endpoint, INCOMING)):
        for row in model.objects.select_for_update():
            if sealed := found.count(renewed(bytes(row.sealed), purpose=purpose)):
                model.objects.filter(pk=row.pk).update(sealed=sealed)
    for factor in Authenticator.objects.select_for_update():
        _renew_factor(factor, found)
    for person in User.objects.order_by("pk"):
        read = renew_all_of(person)
        found.renewed += sum(read)
        found.unread += len(read) - sum(read)
    return found


def _renew_factor(factor: Authenticator, found: Renewed) -> None:
    for name in KEPT_IN:
        if name in factor.data and (sealed := found.count(renewed(factor.data[name].encode(), purpose=SECOND_FACTOR))):
            factor.data[name] = sealed.decode()
    factor.save(update_fields=["data"])
