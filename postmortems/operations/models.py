"""Signs of life of the processes that nobody looks at."""

from django.db import models


class Heartbeat(models.Model):
    """When a process last said that it works: the worker through a task, beat through the task's being sent."""

    name = models.CharField(max_length=20, unique=True)
    beaten_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
