"""What the worker does for files that somebody brought."""

from celery import shared_task

from postmortems.intake import keeping, reading


@shared_task
def read_what_waits() -> None:
    """Look for files to read. Run by a nudge and every 30 seconds; twice at once or too often does no harm."""
    reading.read_waiting()


@shared_task
def forget_what_was_brought() -> None:
    """Once a day: what nobody took in within 30 days, and the raw lines of what was taken in 90 days ago."""
    keeping.forget_old()
