"""Saying that a process is alive."""

import time

from django.db.models.functions import Now

from postmortems.operations.models import Heartbeat

WORKER, BEAT = "worker", "beat"
SELDOM = 30.0  # seconds between two notes of one process about itself
_noted: dict[str, float] = {}


def heard(name: str) -> None:
    """Note that the process of this name works, by the database's clock."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beaten_at": Now()})


def worker_took_a_task(**_: object) -> None:
    """Called before each task in the process that runs it: a worker that takes up no tasks is not heard, though it
    lives.
    """
    now = time.monotonic()
    if now - _noted.get(WORKER, -SELDOM) >= SELDOM:
        heard(WORKER)
        _noted[WORKER] = now
