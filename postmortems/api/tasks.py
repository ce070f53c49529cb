from celery import shared_task

from postmortems.api import once


@shared_task
def forget_what_was_said() -> None:
    """Once a night: keys under which nobody repeats anything any more."""
    once.forget_what_was_said()
