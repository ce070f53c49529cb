"""What several slices' rows have in common: made once, and deleted gently."""

import uuid
from typing import Self

from django.db import models


class TrashQuerySet[M: models.Model](models.QuerySet[M]):
    def alive(self) -> Self:
        """Without the rows that stand in the trash."""
        return self.filter(deleted_at__isnull=True)


class PresentManager[M: models.Model](models.Manager[M]):
    """Only what is not in the trash, for rows that nobody but the trash itself looks for there."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(deleted_at__isnull=True)


class Trashable(models.Model):
    """A row that is deleted by a date, so that it can be brought back."""

    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class MadeOnce(models.Model):
    """A row whose form carried `form_key`: the same form sent twice makes one row."""

    form_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Counter(models.Model):
    """The last number given out under a name, for references that people say aloud (PIR-118)."""

    name = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.last}"


def next_number(name: str) -> int:
    """The next number of the counter; its row stays locked until the transaction ends, so no number is given twice or
    skipped.
    """
    Counter.objects.get_or_create(name=name)
    counter = Counter.objects.select_for_update().get(name=name)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
