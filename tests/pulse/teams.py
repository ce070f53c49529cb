"""Teams large enough to be asked."""

from accounts.models import Team
from tests.factories import MembershipFactory, UserFactory


def grow(team: Team, by: int = 5) -> None:
    """So many more people belong to it."""
    for person in UserFactory.create_batch(by):
        MembershipFactory(user=person, team=team)
