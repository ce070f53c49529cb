"""What the worker does for the library."""

from celery import shared_task

from postmortems.library import known_words


@shared_task
def learn_new_words() -> None:
    """Every two minutes, a batch at a time, until nothing is left."""
    if known_words.learn():
        learn_new_words.delay()
