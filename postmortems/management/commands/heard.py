"""`heard worker`: whether a process gave a sign of life lately, for health checks of containers."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from postmortems.operations.readiness import process_checks
from postmortems.operations.services import BEAT, WORKER


class Command(BaseCommand):
    help = "End with 0 when this process was heard in the last three minutes, with 1 when not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=[WORKER, BEAT])

    def handle(self, *, name: str, **options: Any) -> None:
        check = next(check for check in process_checks() if check.name == name)
        if check.fault:
            raise CommandError(str(check))
        self.stdout.write(str(check))
