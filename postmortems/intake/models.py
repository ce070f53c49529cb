"""What somebody brought, line by line, before anything of it is in the story."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import known_zone
from postmortems.intake.clocks import Clock, moment
from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce
from postmortems.timeline.models import EventSource, TimelineEvent


class Batch(MadeOnce):
    """One paste or file. Whoever may edit the review sees it; nothing of it is in the story until it is accepted."""

    class State(models.TextChoices):
        CHOOSING = "choosing", _("to choose from")
        WAITING = "waiting", _("waits to be read")
        READING = "reading", _("is being read")
        READY = "ready", _("to look through")
        REFUSED = "refused", _("could not be read")
        ACCEPTED = "accepted", _("in the story")
        AWAY = "away", _("put away")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="batches")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    importer = models.CharField(max_length=20)
    name = models.CharField(max_length=120, blank=True, help_text="of the file")
    origin = models.ForeignKey(
        EventSource, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", help_text="once it is accepted"
    )
    source = models.CharField(max_length=10, choices=TimelineEvent.Source, default=TimelineEvent.Source.CHAT)
    begins_on = models.DateField(help_text="the day that its first time without one was read on")
    zone = models.CharField(max_length=64, default="UTC", validators=[known_zone])
    offset = models.IntegerField(default=0, help_text="seconds to add to its clock")
    first_day = models.DateField(null=True, blank=True, help_text="the day that it begins on, where it names none")
    is_day_first = models.BooleanField(default=False, help_text="04/06 was read month first and is the fourth of June")
    noise = models.JSONField(default=dict, help_text="how many lines of each kind of noise")
    shown_noise = models.JSONField(default=list, help_text="the kinds of noise that are shown among the rest")
    problems = models.JSONField(default=list, help_text="why it was refused: line, column, reason; twenty at most")
    size = models.BigIntegerField(default=0, help_text="bytes to read")
    done = models.BigIntegerField(default=0, help_text="bytes read so far")
    chosen = models.JSONField(default=dict, help_text="which channels and days of an export to read")
    beat_at = models.DateTimeField(null=True, blank=True, help_text="when the reading last said that it lives")
    tries = models.PositiveSmallIntegerField(default=0)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    brought_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(offset__range=(-366 * 86_400, 366 * 86_400)),
                name="batch_offset_within_a_year",
                violation_error_message=_("A clock can be a year off at most."),
            )
        ]

    def __str__(self) -> str:
        return f"batch {self.pk} of {self.review_id}"

    @property
    def clock(self) -> Clock:
        """How the times in it are read."""
        return Clock(self.zone, self.offset, self.begins_on, self.first_day or self.begins_on, self.is_day_first)


class Chunk(models.Model):
    """A stretch of an uploaded file, kept only until it is read: web and worker may be on different machines."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="chunk_once")]

    def __str__(self) -> str:
        return f"chunk {self.number} of batch {self.batch_id}"


class Voice(models.Model):
    """Somebody as the batch names them, and who that is here: a member, or a word that stands for them."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="voices")
    name = models.CharField(max_length=120)
    count = models.PositiveIntegerField(default=0)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    called = models.CharField(max_length=60, blank=True, help_text="a role or another name to tell the story with")

    class Meta:
        ordering = ["-count", "name"]
        constraints = [models.UniqueConstraint(fields=["batch", "name"], name="voice_once")]

    def __str__(self) -> str:
        return f"voice {self.pk} of batch {self.batch_id}"

    @property
    def here(self) -> str:
        """What the story calls them."""
        return self.called or (self.user.display_name if self.user else self.name)


class Line(models.Model):
    """One entry, or one stretch that was not understood (`at` is None until somebody gives it a time)."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField(help_text="where it stands among the others")
    number = models.PositiveIntegerField(help_text="the line of the file on which it begins")
    column = models.PositiveIntegerField(default=1)
    source = models.TextField(help_text="word for word")
    reason = models.CharField(max_length=200, blank=True, help_text="why it was not understood")
    text = models.TextField(blank=True)
    at = models.DateTimeField(null=True, blank=True, help_text="what its clock shows; in UTC where it names its zone")
    names_its_zone = models.BooleanField(default=False)
    is_day_guessed = models.BooleanField(default=False)
    is_either_order = models.BooleanField(default=False)
    voice = models.ForeignKey(Voice, on_delete=models.SET_NULL, null=True, blank=True, related_name="lines")
    kind = models.CharField(max_length=15, choices=TimelineEvent.Kind, default=TimelineEvent.Kind.OBSERVATION)
    noise = models.CharField(max_length=10, blank=True)
    identity = models.CharField(max_length=200)
    url = models.URLField(blank=True, max_length=500)
    is_starred = models.BooleanField(default=False)
    is_discarded = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")
    event = models.ForeignKey(TimelineEvent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="line_once")]
        indexes = [models.Index(fields=["identity"], name="line_by_identity")]

    def __str__(self) -> str:
        return f"line {self.number} of batch {self.batch_id}"

    def moment(self, clock: Clock) -> dt.datetime:
        """When it happened, on the clock of its batch. Raises ValueError for a line without a time."""
        if self.at is None:
            raise ValueError("not understood")
        return moment(
            self.at,
            clock,
            names_its_zone=self.names_its_zone,
            is_day_guessed=self.is_day_guessed,
            is_either_order=self.is_either_order,
        )
