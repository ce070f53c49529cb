"""`forget_identity`: somebody has another account at the organisation's provider now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from postmortems.organisation.sso import forget_identity


class Command(BaseCommand):
    help = (
        "For somebody whose account at the provider was made anew: the next sign-in there with this confirmed address"
        " is theirs. Where the address went to another person, erase the name of the one before instead."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")

    def handle(self, *, address: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=address).first()
        if person is None or not forget_identity(person):
            raise CommandError("Nobody with this address came by the provider.")
        self.stdout.write("Their next sign-in there is looked up by its address.")
