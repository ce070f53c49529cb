"""`retention`: what goes by itself, after how long and why, as the table of docs/privacy.md."""

from typing import Any

from django.core.management.base import BaseCommand

from postmortems.shared.retention import as_table


class Command(BaseCommand):
    help = "Print what goes by itself, after how long and why."

    def handle(self, **options: Any) -> None:
        self.stdout.write(as_table())
