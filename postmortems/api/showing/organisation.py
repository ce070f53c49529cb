"""People, teams and services, put into their shapes."""

from django.db.models import FETCH_RAISE

from accounts.models import Membership, Team, User
from postmortems.api.shapes.organisation import MemberList, MemberShown, Named, ServiceShown, TeamName, TeamShown
from postmortems.reviews.models import Service


def named(user: User | None) -> Named | None:
    return Named(id=user.pk, name=user.display_name) if user else None


def team_name(team: Team | None) -> TeamName | None:
    return TeamName(id=team.pk, name=team.name) if team else None


def team_shown(team: Team) -> TeamShown:
    return TeamShown(id=team.pk, name=team.name, slug=team.slug, is_archived=team.archived_at is not None)


def service_shown(service: Service) -> ServiceShown:
    return ServiceShown(
        id=service.pk,
        name=service.name,
        team=team_name(service.team),
        runbook_url=service.runbook_url,
        is_archived=service.archived_at is not None,
    )


def teams_called(name: str, *, after: str, limit: int) -> list[Team]:
    """In order of their names, those behind `after`; one more than asked for, where there are more."""
    rows = Team.objects.filter(name__istartswith=name, name__gt=after).order_by("name").fetch_mode(FETCH_RAISE)
    return list(rows[: limit + 1])


def services_called(name: str, *, after: str, limit: int) -> list[Service]:
    """The same for services, each with its team."""
    rows = Service.objects.filter(name__istartswith=name, name__gt=after).order_by("name")
    return list(rows.select_related("team").fetch_mode(FETCH_RAISE)[: limit + 1])


def members_shown(rows: list[Membership]) -> MemberList:
    """Members of a team, each read with their person."""
    people = [(Named(id=row.user_id, name=row.user.display_name), row.role) for row in rows]
    return MemberList(items=[MemberShown(person=person, role=Membership.Role(role)) for person, role in people])
