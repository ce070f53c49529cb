"""The hours of many people at once."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from accounts.models import Organisation, TimeOff, User
from postmortems.shared.hours import Hours


def hours_of_all(people: Iterable[User], organisation: Organisation | None = None) -> dict[int, Hours]:
    """By the keys of the people; two queries however many, one where the organisation's settings are at hand."""
    known = {person.pk: person for person in people}
    organisation = organisation or Organisation.current()
    off: dict[int | None, list[TimeOff]] = defaultdict(list)
    for row in TimeOff.lately().filter(Q(user=None) | Q(user__in=known)):
        off[row.user_id].append(row)
    return {pk: person.hours(organisation, [*off[None], *off[pk]]) for pk, person in known.items()}
