"""What beat asks for every minute."""

from celery import shared_task

from postmortems.followup import services


@shared_task
def remind() -> None:
    """Look for promises whose owners should hear of them now."""
    services.remind()
