"""What people say beside an action item."""

from django.conf import settings
from django.db import models

from postmortems.actions.models import ActionItem
from postmortems.shared.models import MadeOnce, Trashable, TrashQuerySet


class Comment(Trashable, MadeOnce):
    """A few lines in Markdown. Its author may take it away and bring it back; nobody else can."""

    action = models.ForeignKey(ActionItem, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
    html = models.TextField()
    written_at = models.DateTimeField()

    objects = TrashQuerySet["Comment"].as_manager()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"comment {self.pk} on action item {self.action_id}"
