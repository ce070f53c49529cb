"""How far a shared review reaches: which teams somebody read it for. Never who, and never when."""

from django.db import models

from accounts.models import Membership, Team, User
from postmortems.reviews.models import Review


class TeamRead(models.Model):
    """That somebody of a team opened the shared page. Pages show how many teams, never which."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="read_by")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "team"], name="team_read_once")]

    def __str__(self) -> str:
        return f"{self.team_id} read {self.review_id}"


def note_reading(review: Review, user: User) -> None:
    """Keep that the reader's teams read it; one query, and one more where a team did so for the first time."""
    known = TeamRead.objects.filter(review=review).values("team")
    new = Membership.objects.filter(user=user).exclude(team__in=known).values_list("team", flat=True)
    rows = [TeamRead(review=review, team_id=team) for team in dict.fromkeys(new)]
    if rows:
        TeamRead.objects.bulk_create(rows, ignore_conflicts=True)
