"""What the worker does for the outbox."""

from celery import shared_task

from postmortems.mail.deliver import deliver_all_due


@shared_task
def deliver_due() -> None:
    """Look into the outbox. Run by a nudge and every 30 seconds; twice at once or too often does no harm."""
    deliver_all_due()
