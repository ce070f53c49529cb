"""The secret address under which somebody's reader finds what was shared."""

from django.conf import settings
from django.db import models


class ReviewFeed(models.Model):
    """Of the address only a hash is kept: it is shown once, when it is made. A new one ends the old one."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    asked_on = models.DateField(null=True, help_text="the last day on which a reader asked for it")

    def __str__(self) -> str:
        return f"feed of {self.owner_id}"
