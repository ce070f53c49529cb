"""What beat asks for once a night."""

from celery import shared_task

from postmortems.reports import mixing


@shared_task
def mix_reports() -> None:
    """Take away the order in which reports came."""
    mixing.mix()
