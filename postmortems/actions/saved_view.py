"""A way to look at the board that somebody gave a name."""

from django.conf import settings
from django.db import models

from postmortems.shared.models import MadeOnce


class SavedView(MadeOnce):
    """What its address says, under a name: for its owner, or for everybody. It shows each reader what they may see."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=300)
    is_shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_view_name_once")]

    def __str__(self) -> str:
        return f"view {self.pk} of {self.owner_id}"
