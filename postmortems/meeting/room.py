"""Where the room stands: one row a meeting, from its start to its end."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from postmortems.meeting.models import Meeting
from postmortems.reviews.models import Review
from postmortems.timeline.models import TimelineEvent


class Room(models.Model):
    """What all three screens follow. The clock of a phase runs to `ends_at` in every browser by itself; while it is
    held, `left` says how many seconds remain.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="now")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+", help_text="talked through now")
    line = models.CharField(max_length=20, default="welcome", help_text="which line of the hour: script.py")
    ends_at = models.DateTimeField(null=True, blank=True)
    left = models.IntegerField(null=True, blank=True, help_text="seconds, while the clock is held")
    is_short_pause = models.BooleanField(default=False, help_text="somebody asked for it; nobody knows who")
    prompt = models.CharField(max_length=300, blank=True, help_text="a question from the deck, in place of the line's")
    spotlight = models.ForeignKey(TimelineEvent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    round = models.PositiveSmallIntegerField(default=0, help_text="how many votes there were")
    is_voting = models.BooleanField(default=False)
    closed = ArrayField(models.CharField(max_length=20), default=list, blank=True, help_text="counts that are over")
    asked = ArrayField(models.CharField(max_length=30), default=list, blank=True, help_text="of the deck, so far")

    def __str__(self) -> str:
        return f"room of {self.meeting_id}"
