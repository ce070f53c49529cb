"""`deliver`: serve the outbox without a broker. Beside the worker it does no harm; without Redis it still sends."""

import time
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connection

from postmortems.followup.services import remind
from postmortems.mail.deliver import deliver_all_due

log = structlog.get_logger("second_story.mail")


class Command(BaseCommand):
    help = "Look for reminders and deliver what is due, again and again, without any broker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, default=30.0, help="seconds between two looks")
        parser.add_argument("--once", action="store_true", help="look once and end")

    def handle(self, *, every: float, once: bool, **options: Any) -> None:
        while True:
            self.look()
            if once:
                return
            time.sleep(every)

    def look(self) -> None:
        """One round. A database that is away is away for everybody: the next round asks again."""
        try:
            remind()
            deliver_all_due()
        except Error as error:
            log.warning("outbox not reached", reason=type(error).__name__)
            connection.close()
