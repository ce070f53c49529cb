"""What is kept of a team pulse: sums, and, for as long as a round is open, who need not be asked again.

Neither table knows a person, and no column leads from one to the other. The sums of a round are one row that each
answer writes as a whole, so that the row's newest version says what all answered and not what the last one did.
"""

from django.db import models
from django.db.models import Q

from accounts.models import Team


class PulseSwitch(models.Model):
    """Whether teams are asked, as an administrator chose; off without a row. One row."""

    is_on = models.BooleanField(default=False)
    first_on = models.DateField(help_text="the day from which rounds are counted")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="pulse_switch_is_one")]

    def __str__(self) -> str:
        return "team pulse"


class PulseSums(models.Model):
    """How often each answer was given in one team's round: numbers, never a row for each answer."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    asked_on = models.DateField(help_text="the day on which the round opened")
    given = models.JSONField(default=dict, help_text="by question, from the lowest answer to the highest")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "asked_on"], name="pulse_sums_once")]

    def __str__(self) -> str:
        return f"sums of {self.team_id} on {self.asked_on}"


class PulseMark(models.Model):
    """That somebody answered or put the card away, which looks the same; gone when the round is over."""

    tag = models.CharField(max_length=64, primary_key=True, help_text="a keyed hash of person, team and round")
    asked_on = models.DateField()

    def __str__(self) -> str:
        return "a mark"
