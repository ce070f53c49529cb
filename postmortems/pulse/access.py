"""Who reads a team's pulse: those who belong to it."""

from django.http import Http404

from accounts.models import Team, User


def team_of(user: User, pk: int) -> Team:
    """A team that this person belongs to; for everybody else it is not there. Raises Http404."""
    team = Team.objects.filter(pk=pk, memberships__user=user, archived_at=None).first()
    if team is None:
        raise Http404
    return team
