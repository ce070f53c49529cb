"""Answers without names: a number for each answer, and ballots for as long as a vote is open."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from postmortems.meeting.models import Meeting


class Tally(models.Model):
    """How often one answer was given to one question of a meeting: a number, never a row for each answer."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tallies")
    what = models.CharField(max_length=20)
    value = models.PositiveSmallIntegerField()
    given = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "what", "value"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.value} of {self.meeting_id}"


class Ballot(models.Model):
    """The choices of one seat in a vote that is open. Gone with the vote; only its sums stay, on the cards."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="ballots")
    tag = models.CharField(max_length=64, help_text="a keyed hash of seat and round")
    choices = ArrayField(models.BigIntegerField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "tag"], name="ballot_once")]

    def __str__(self) -> str:
        return f"a ballot of {self.meeting_id}"
