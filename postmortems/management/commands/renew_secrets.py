"""`renew_secrets`: after SECRET_KEY was changed, write every sealed secret anew, so that the older key can go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from postmortems.organisation.sealed import renew_all


class Command(BaseCommand):
    help = "Seal every secret with the present SECRET_KEY; older keys stand in SECRET_KEY_FALLBACKS until then."

    def handle(self, **options: Any) -> None:
        found = renew_all()
        self.stdout.write(f"{found.renewed} secrets are sealed with the present key.")
        if found.unread:
            raise CommandError(f"{found.unread} could not be read: the key that sealed them is in no setting.")
