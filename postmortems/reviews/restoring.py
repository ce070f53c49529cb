"""Who could bring a service back: people say it of themselves, and it holds for half a year."""

import datetime as dt

from django.conf import settings
from django.db import models

from postmortems.reviews.models import Service

# PRACTICE.md section 6, knowledge spread: confirmed in the last 180 days, two people at least.
HOLDS_FOR = dt.timedelta(days=180)
ENOUGH = 2


class CouldRestore(models.Model):
    """That a person said "I could restore this"."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="restorers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "user"], name="could_restore_once")]

    def __str__(self) -> str:
        return f"{self.user_id} could restore {self.service_id}"
