"""One change of many action items, and how they were before."""

from django.conf import settings
from django.db import models

from postmortems.shared.models import MadeOnce


class BulkChange(MadeOnce):
    """Kept so that all of it can be undone at once. `before` holds, by the key of each item, the columns that changed,
    and the touch that the change left on it: whoever spoke since is not overruled.
    """

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=10)
    before = models.JSONField()
    made_at = models.DateTimeField(db_index=True)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"change {self.pk} of {self.actor_id}"
