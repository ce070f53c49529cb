from celery import shared_task

from postmortems.outgoing import gathering, sending


@shared_task
def tell_others() -> None:
    """Look what is new and what waits. Twice at once or too often does no harm."""
    gathering.gather()
    sending.send_what_waits()
