"""What somebody holds beside promises and reviews, and has to go on when they leave: meetings to come, what comes in
from outside, and views of the board that all use.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import FETCH_RAISE

from accounts.models import User
from postmortems.actions.saved_view import SavedView
from postmortems.actions.saved_views import give_view
from postmortems.incoming.endpoints import give
from postmortems.incoming.models import Endpoint
from postmortems.meeting.handing import hand_over
from postmortems.meeting.models import Meeting, MeetingQuerySet
from postmortems.meeting.queries import meetings_for


@dataclass(frozen=True)
class Held:
    """All of it. Meetings are only counted: to administer is not to see what they are about."""

    meetings: int
    endpoints: list[Endpoint]
    views: list[SavedView]

    @property
    def count(self) -> int:
        return self.meetings + len(self.endpoints) + len(self.views)


def held_by(person: User) -> Held:
    """Three queries."""
    return Held(
        meetings=_meetings(person).count(),
        endpoints=list(Endpoint.objects.filter(owner=person).defer("sealed").fetch_mode(FETCH_RAISE)),
        views=list(SavedView.objects.filter(owner=person, is_shared=True).fetch_mode(FETCH_RAISE)),
    )


@transaction.atomic
def keep_going(*, person: User, to: User, actor: User) -> int:
    """Give over what machines and everybody need, so that none of it falls silent; how many things."""
    held = held_by(person)
    for endpoint in held.endpoints:
        give(endpoint=endpoint, to=to, actor=actor)
    for view in held.views:
        give_view(view=view, to=to)
    return len(held.endpoints) + len(held.views)


@transaction.atomic
def give_meetings(*, person: User, to: User, actor: User) -> int:
    """Let somebody lead the meetings to come whose every review they may see; how many."""
    found = list(_meetings(person).filter(pk__in=meetings_for(to).values("pk")).order_by("pk"))
    for meeting in found:
        hand_over(meeting=meeting, to=to, actor=actor)
    return len(found)


def _meetings(person: User) -> MeetingQuerySet:
    return Meeting.objects.to_come().filter(facilitator=person, is_practice=False)
