"""Celery: the engine that looks, never the memory. What is due stands in the database (docs/decisions/0003)."""

import os
from pathlib import Path

from celery import Celery
from celery.signals import task_prerun, worker_ready
from django.conf import settings

from postmortems.operations import folder_queue

folder_queue.register()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "postmortems.settings")
app = Celery("second_story")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Every slice with a tasks.py. Not forced: a worker imports this module before Django's models are ready.
app.autodiscover_tasks([f"postmortems.{path.parent.name}" for path in Path(__file__).parent.glob("*/tasks.py")])


def make_queue_folders(**kwargs: object) -> None:
    """The queue in a folder expects its folders. Celery's own configuration cannot be read while it is made."""
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    for name in ("data_folder_in", "data_folder_out", "control_folder"):
        if folder := options.get(name):
            Path(str(folder)).mkdir(mode=0o700, parents=True, exist_ok=True)


def note_a_sign_of_life(**kwargs: object) -> None:
    """Before each task. Imported late: a worker reads this module before Django's models are ready."""
    from postmortems.operations.services import worker_took_a_task

    worker_took_a_task()


def bring_texts_up_to_date(**kwargs: object) -> None:
    """When a worker starts: texts that an earlier version rendered."""
    app.send_task("postmortems.wording.tasks.render_again")


app.on_configure.connect(make_queue_folders)
task_prerun.connect(note_a_sign_of_life)
worker_ready.connect(bring_texts_up_to_date)
