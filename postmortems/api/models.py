"""What a program said under a key of its own, so that saying it again changes nothing."""

from django.conf import settings
from django.db import models


class Said(models.Model):
    """One write that was done. Neither its words nor its answer are kept: only what it made, and its hash."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, help_text="SHA-256 of the Idempotency-Key")
    digest = models.CharField(max_length=64, help_text="SHA-256 of method, address and body")
    made = models.BigIntegerField(default=0, help_text="the number of what was made")
    said_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="said_once")]

    def __str__(self) -> str:
        return f"said {self.pk}"
