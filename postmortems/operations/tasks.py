"""Signs of life, and what goes by itself."""

from celery import shared_task

from postmortems.operations.forgetting import forget_everything_over
from postmortems.operations.services import BEAT, heard


@shared_task
def beat_is_heard() -> None:
    """Sent by beat every minute: that it arrives shows that beat sends and that a worker takes up."""
    heard(BEAT)


@shared_task
def forget_what_is_over(*, hourly: bool = False) -> None:
    """The table of what goes by itself: each night, and each hour the rows for which a day more would be too long."""
    forget_everything_over(hourly=hourly)
