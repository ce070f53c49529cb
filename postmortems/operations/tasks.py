"""Signs of life."""

from celery import shared_task

from accounts import ended
from postmortems.operations.services import BEAT, heard


@shared_task
def beat_is_heard() -> None:
    """Sent by beat every minute: that it arrives shows that beat sends and that a worker takes up."""
    heard(BEAT)


@shared_task
def forget_what_ended() -> None:
    """Once an hour: sessions whose time is over, and what was counted to notice too many tries."""
    ended.forget_what_ended()
