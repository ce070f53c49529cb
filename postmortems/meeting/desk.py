"""The facilitator's desk: what wants somebody, what is this week, how far it is prepared."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import FETCH_RAISE, Prefetch, QuerySet

from accounts.models import User
from postmortems.meeting.models import Agenda, Meeting
from postmortems.meeting.prep import POINTS
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Depth, Review
from postmortems.reviews.moments import plain_moment
from postmortems.reviews.states import State
from postmortems.shared import clock

WANTING = (State.INCIDENT, State.DRAFT, State.GATHERING, State.MEETING)
A_WEEK, MOST = dt.timedelta(days=7), 50


@dataclass(frozen=True)
class Held:
    """A meeting as the desk shows it, on the clock of whoever looks."""

    meeting: Meeting
    when: str

    @property
    def reviews(self) -> list[Review]:
        return [row.review for row in self.meeting.agenda.all()]

    @property
    def prepared(self) -> int:
        return len(self.meeting.prepared)

    @property
    def points(self) -> int:
        return len(POINTS)


def wanting(user: User) -> QuerySet[Review]:
    """The reviews that nobody facilitates and that are more than a note, whoever asked for a closer look first."""
    rows = visible_to(user).filter(facilitator=None, state__in=WANTING).exclude(depth__in=(Depth.NOTE, ""))
    rows = rows.select_related("team").order_by("closer_look_at", "number")
    return rows.fetch_mode(FETCH_RAISE)[:MOST]


def my_week(user: User) -> list[Held]:
    """What this person runs or watches from now to a week ahead, and what is going on; two queries."""
    agenda = Prefetch("agenda", queryset=Agenda.objects.select_related("review"))
    mine = Meeting.objects.to_come().filter(facilitator=user) | Meeting.objects.to_come().filter(shadow=user)
    now = clock.now()
    rows = (
        mine.filter(starts_at__lt=now + A_WEEK).prefetch_related(agenda).order_by("starts_at").fetch_mode(FETCH_RAISE)
    )
    return [Held(one, plain_moment(one.starts_at, now=now, zone=user.zone)) for one in rows[:MOST]]
