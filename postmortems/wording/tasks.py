"""What the worker does for texts."""

from celery import shared_task

from postmortems.wording.rendering import render_older


@shared_task
def render_again() -> None:
    """Sent when a worker starts: what an earlier version rendered, a batch at a time, until nothing is left."""
    if render_older():
        render_again.delay()
