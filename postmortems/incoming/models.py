"""Who outside may put an incident on record or tell its story, and what came of what they sent."""

import uuid

from django.conf import settings
from django.db import models

from postmortems.incoming.kinds import Kind, Outcome
from postmortems.reviews.models import Review, Service


class Endpoint(models.Model):
    """An address for one sender. The secret is written so that only this installation reads it (shared/sealing.py)."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="in its address; tells nothing")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=80)
    sealed = models.BinaryField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", help_text="answers for what it opens"
    )
    service = models.ForeignKey(Service, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    paths = models.JSONField(default=dict, help_text="where the values stand in JSON of any shape (mapping.py)")
    form_key = models.UUIDField(unique=True, help_text="the same form sent twice makes one")
    made_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    minute = models.DateTimeField(null=True, help_text="the minute that `in_minute` counts (limits.py)")
    in_minute = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0, help_text="messages that were not believed, or too many at once")
    refused_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["kind", "name", "pk"]

    def __str__(self) -> str:
        return f"endpoint {self.pk}"


class Arrival(models.Model):
    """A message that was believed, so that the same one is taken in once. Its words are not kept, only their hash."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="arrivals")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the body")
    heard_at = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=12, choices=Outcome)
    review = models.ForeignKey(Review, on_delete=models.SET_NULL, null=True, related_name="+")
    entries = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0, help_text="pieces of it that were not understood")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["endpoint", "digest"], name="arrival_once")]

    def __str__(self) -> str:
        return f"arrival {self.pk} at endpoint {self.endpoint_id}"


class Thread(models.Model):
    """What the sender calls one matter (a group of alerts, an incident's id), and the review that tells it here."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="threads")
    group = models.CharField(max_length=64, help_text="SHA-256 of its name there")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    heard_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "group"], name="thread_once")]

    def __str__(self) -> str:
        return f"thread {self.pk} of endpoint {self.endpoint_id}"
