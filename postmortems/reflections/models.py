"""One person's private account of one review."""

import uuid

from django.conf import settings
from django.db import models

from postmortems.reviews.models import Review


class Reflection(models.Model):
    """Sealed words that their author alone can read; behind the fence of row-level security (fence.py).

    When a review goes for good, the database itself keeps order (the constraint stands in the migration): the
    application, which does not see other people's rows, could not. The words stay with their author.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.DB_CASCADE, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+")
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "review"], name="reflection_once")]

    def __str__(self) -> str:
        return "a private account"
