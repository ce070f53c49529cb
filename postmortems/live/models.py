"""What changed lately, so that a page that lost its connection can ask for what it missed."""

from django.db import models


class Change(models.Model):
    """One fragment of a room that is no longer what it was. Kept for an hour.

    `transaction` is the writer's transaction id: ids are given out before they commit, so a page asks by the oldest
    transaction that
    was still running when it was made, and misses nothing.
    """

    room = models.CharField(max_length=40, help_text="kind:id of the page, as in review:12")
    topic = models.CharField(max_length=30, help_text="which renderer makes the fragment")
    object_id = models.BigIntegerField()
    transaction = models.BigIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["room", "transaction"]), models.Index(fields=["changed_at"])]

    def __str__(self) -> str:
        return f"{self.topic} {self.object_id} in {self.room}"
