from celery import shared_task

from postmortems.outgoing import gathering, receivers, sending


@shared_task
def tell_others() -> None:
    """Look what is new and what waits. Twice at once or too often does no harm."""
    gathering.gather()
    sending.send_what_waits()


@shared_task
def forget_old_sendings() -> None:
    """Once a night: what is older than 90 days."""
    receivers.forget_old()
