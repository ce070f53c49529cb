"""`variables`: docs/settings.md, from the list in the code."""

from typing import Any

from django.core.management.base import BaseCommand

from postmortems.variables import as_page


class Command(BaseCommand):
    help = "Print every variable of the environment, what holds without it, and what it means."

    def handle(self, **options: Any) -> None:
        self.stdout.write(as_page(), ending="")
