"""`migrate`, carried out by the role that owns the schema."""

from typing import Any

from django.core.management.commands import migrate

from postmortems.shared.db import as_owner


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner():
            super().handle(*args, **options)
