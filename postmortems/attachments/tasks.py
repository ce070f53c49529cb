"""What the worker does for files."""

from celery import shared_task

from postmortems.attachments import services


@shared_task
def forget_files() -> None:
    """Once a night: what was in the trash for thirty days, and what no row knows. Twice does no harm."""
    while services.forget() == services.BATCH:
        pass
    services.sweep()
