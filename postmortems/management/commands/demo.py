"""`demo`: make the example people and reviews, once. `--anew`: empty it and make them again. `--accounts`: say who can
sign in.
"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from postmortems.demo.accounts import ACCOUNTS, PASSWORD
from postmortems.demo.resetting import begin_again
from postmortems.demo.services import PeopleOfItsOwn, make_demonstration


class Command(BaseCommand):
    help = "Make the example people and reviews of a demonstration, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accounts", action="store_true", help="print who can sign in, and the password they share"
        )

        parser.add_argument("--anew", action="store_true", help="take everything away first, also what visitors wrote")

    def handle(self, *, accounts: bool, anew: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration's people exist in demo mode only: set DEMO=1.")
        if accounts:
            self._print_accounts()
            return
        try:
            made = begin_again() if anew else make_demonstration()
        except PeopleOfItsOwn as error:
            raise CommandError("This database has people of its own: start it with DEMO=0.") from error
        for review in made:
            self.stdout.write(f"{review.ref} {review.title}")

    def _print_accounts(self) -> None:
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:<26}  {PASSWORD}  {account.name}, {account.role}")
