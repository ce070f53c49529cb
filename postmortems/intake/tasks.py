"""What the worker does for files that somebody brought."""

from celery import shared_task

from postmortems.intake import reading


@shared_task
def read_what_waits() -> None:
    """Look for files to read. Run by a nudge and every 30 seconds; twice at once or too often does no harm."""
    reading.read_waiting()
