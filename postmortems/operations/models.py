"""Signs of life of the processes that nobody looks at, and of the backups that nobody reads."""

from django.db import models


class Heartbeat(models.Model):
    """When a process last said that it works: the worker through a task, beat through the task's being sent."""

    name = models.CharField(max_length=20, unique=True)
    beaten_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Backup(models.Model):
    """One that was written (embedded/backup_log.py), and when a restore of it was tried."""

    made_at = models.DateTimeField(db_index=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    is_sealed = models.BooleanField()
    tried_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
