"""Whom a team pulse asks, and what a team reads of it. Nobody outside the team reads anything."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from accounts.models import Membership, Team, User
from postmortems.pulse.marks import tag
from postmortems.pulse.models import PulseMark, PulseSums, PulseSwitch
from postmortems.pulse.reading import Reading, reading
from postmortems.pulse.rounds import LASTS, Round, newest
from postmortems.shared import clock
from postmortems.shared.handful import FEWEST

ROUNDS = 6  # that a team reads: three years


@dataclass(frozen=True)
class OnHome:
    """Teams of one person that ask them now, and, between rounds, those whose last sums can be read."""

    asks: list[Team]
    tells: list[Team]
    last_on: dt.date | None = None


def on_home(user: User) -> OnHome:
    """One query where nobody is asked, two where somebody is."""
    teams = list(_asked_teams().filter(memberships__user=user))
    rounds = newest(teams[0].since, clock.today("UTC")) if teams else None
    if rounds is None:
        return OnHome([], [])
    if rounds.is_open(clock.today("UTC")):
        tags = {tag(person=user.pk, team=team.pk, asked_on=rounds.opens_on): team for team in teams}
        marked = set(PulseMark.objects.filter(pk__in=tags).values_list("pk", flat=True))
        return OnHome([team for one, team in tags.items() if one not in marked], [], rounds.last_on)
    sums = PulseSums.objects.filter(team__in=teams, asked_on=rounds.opens_on)
    told = {row.team_id for row in sums if reading(rounds, row.given).is_enough}
    return OnHome([], [team for team in teams if team.pk in told])


def open_round(team: Team) -> Round | None:
    """The round in which this team is asked now."""
    row = _asked_teams().filter(pk=team.pk).first()
    found = newest(row.since, clock.today("UTC")) if row else None
    return found if found and found.is_open(clock.today("UTC")) else None


def has_answered(*, user: User, team: Team, asked: Round) -> bool:
    """Whether they answered in this round or put the card away."""
    return PulseMark.objects.filter(pk=tag(person=user.pk, team=team.pk, asked_on=asked.opens_on)).exists()


def readings(team: Team) -> list[Reading]:
    """The rounds of this team that are over, the newest first; those without enough answers are left out."""
    over = PulseSums.objects.filter(team=team, asked_on__lte=clock.today("UTC") - LASTS).order_by("-asked_on")
    found = (reading(Round(row.asked_on), row.given) for row in over[:ROUNDS])
    return [one for one in found if one.is_enough]


def _asked_teams() -> Any:
    """Teams of at least five who can sign in, where the pulse is on; `since`: from when its rounds are counted."""
    since = PulseSwitch.objects.filter(pk=1, is_on=True).values("first_on")
    members = Membership.objects.filter(team=OuterRef("pk"), user__is_active=True).order_by().values("team")
    rows = Team.objects.filter(archived_at=None).annotate(
        since=Subquery(since), size=Subquery(members.annotate(n=Count("pk")).values("n"))
    )
    return rows.filter(Q(since__isnull=False), size__gte=FEWEST).order_by("name")
