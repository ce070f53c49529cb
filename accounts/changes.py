"""A change of how somebody signs in: kept in the record, and told to them by mail, as it may not have been theirs."""

from enum import StrEnum

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue
from postmortems.shared import clock

SIGN_IN_CHANGED = "sign_in_changed"


class Change(StrEnum):
    """What changed; the words for each stand in templates/emails/sign_in_changed.text."""

    PASSWORD = "password"  # noqa: S105  # nosec B105
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    APP_ADDED = "app_added"
    APP_REMOVED = "app_removed"
    CODES = "codes"
    TOKEN = "token"  # noqa: S105  # nosec B105


BY_TEMPLATE = {
    "account/email/password_changed": Change.PASSWORD,
    "account/email/password_reset": Change.PASSWORD,
    "account/email/password_set": Change.PASSWORD,
    "mfa/email/webauthn_added": Change.PASSKEY_ADDED,
    "mfa/email/webauthn_removed": Change.PASSKEY_REMOVED,
    "mfa/email/totp_activated": Change.APP_ADDED,
    "mfa/email/totp_deactivated": Change.APP_REMOVED,
    "mfa/email/recovery_codes_generated": Change.CODES,
}


def tell_of_change(person: User, template: str) -> None:
    """allauth names what changed by the mail that it would send itself."""
    change = BY_TEMPLATE.get(template)
    if change:
        sign_in_changed(person, change)


@transaction.atomic
def sign_in_changed(person: User, change: Change) -> None:
    """Note the change, and tell its owner at once."""
    record(verb="changed signing in", chain=f"person:{person.pk}", actor=person, fields=(change,))
    now, today = clock.now(), clock.today(person.zone)
    told = Delivery.objects.filter(kind=SIGN_IN_CHANGED, recipient=person, local_date=today).count()
    queue(kind=SIGN_IN_CHANGED, about=f"{change}:{told}", recipient=person, local_date=today, due_at=now)
