"""Housekeeping of meetings."""

from celery import shared_task

from postmortems.meeting import forgetting


@shared_task
def forget_raw_notes() -> int:
    """Once a day: cards, counts and seats of meetings that are long over."""
    return forgetting.forget_old()
