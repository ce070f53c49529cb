"""Signs of life."""

from celery import shared_task

from postmortems.operations.services import BEAT, heard


@shared_task
def beat_is_heard() -> None:
    """Sent by beat every minute: that it arrives shows that beat sends and that a worker takes up."""
    heard(BEAT)
