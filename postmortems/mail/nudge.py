"""Telling the worker to look now. It may get lost: the poll of every 30 seconds finds what a lost nudge left."""

import time

import structlog
from celery import current_app

TASK = "postmortems.mail.tasks.deliver_due"
# While the broker is away nobody waits for it again: the poll would be as quick.
QUIET_AFTER_LOSS = 30.0
log = structlog.get_logger("second_story.mail")


class _Losses:
    """How many nudges this process could not send, and when it last tried in vain."""

    def __init__(self) -> None:
        self.count = 0
        self.last: float | None = None

    def is_fresh(self) -> bool:
        return self.last is not None and time.monotonic() - self.last < QUIET_AFTER_LOSS


losses = _Losses()


def nudge(task: str = TASK) -> None:
    """Ask the worker to deliver, or to run another task that looks.

    Never raises: what it is about stands in the database and is not lost with it.
    """
    if losses.is_fresh():
        losses.count += 1
        return
    try:
        current_app.send_task(task, retry=False)
        losses.last = None
    except Exception as error:
        losses.count, losses.last = losses.count + 1, time.monotonic()
        log.warning("nudge lost", reason=type(error).__name__, lost=losses.count)
