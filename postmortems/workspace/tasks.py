"""What the worker does for reviews."""

from celery import shared_task

from postmortems.workspace.emptying import empty_trash


@shared_task
def forget_what_was_thrown_away() -> None:
    """Once a day: what lay in the trash for thirty days."""
    while empty_trash():
        pass
