"""What happens once when the application starts: the queue's application is made, and the two registries are filled."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PostmortemsConfig(AppConfig):
    name = "postmortems"
    label = "postmortems"

    def ready(self) -> None:
        from postmortems import celery  # noqa: F401
        from postmortems.shared.db import grant_to_application

        post_migrate.connect(grant_to_application, sender=self)
