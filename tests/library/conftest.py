"""Who reads letters."""

import pytest

from accounts.models import User


@pytest.fixture
def lea(cast) -> User:
    """She leads a team, and hears of nothing but letters; nobody else hears of anything."""
    cast.teammate.memberships.update(role="lead")
    type(cast.review).objects.update(depth="note")
    User.objects.exclude(pk=cast.teammate.pk).update(quiet_topics=["list", "letter", "reviews", "promises"])
    User.objects.filter(pk=cast.teammate.pk).update(quiet_topics=["list"])
    return User.objects.get(pk=cast.teammate.pk)
