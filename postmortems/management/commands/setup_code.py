"""`setup_code`: print the code that opens the first page, as long as nobody is here."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from postmortems.organisation.access import nobody_is_here
from postmortems.organisation.setup_code import setup_code


class Command(BaseCommand):
    help = "Print the code with which the first administrator opens a new installation."

    def handle(self, **options: Any) -> None:
        if not nobody_is_here():
            raise CommandError("People are here already: an administrator invites more of them.")
        self.stdout.write(setup_code())
