"""Who is asked to answer."""

from collections.abc import Iterable

from accounts.models import User
from postmortems.reports.models import Report


def facilitators() -> list[User]:
    return list(User.objects.filter(is_facilitator=True, is_active=True).order_by("pk"))


def answering(reports: Iterable[Report]) -> list[User]:
    """Who took each on; everybody who facilitates, where one has nobody or somebody who does not any more."""
    everybody = facilitators()
    found: dict[int, User] = {}
    for report in reports:
        own = [person for person in everybody if person.pk == report.asked_id]
        found |= {person.pk: person for person in own or everybody}
    return list(found.values())
