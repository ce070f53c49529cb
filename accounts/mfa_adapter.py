"""What of allauth's second factors is ours: secrets are sealed, and a refusal says what helps."""

from typing import ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from postmortems.shared.sealing import seal, unseal

PURPOSE = "second-factor"  # of the seal
NAME = "Second Story"  # how authenticator apps and devices call this place


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code does not fit. Each works once, and one from an app for half a minute."),
        "cannot_generate_recovery_codes": _("Codes come with a passkey or an app. Add one of them first."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, purpose=PURPOSE).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text.encode(), purpose=PURPOSE)

    def get_totp_issuer(self) -> str:
        return NAME

    def _get_site_name(self) -> str:
        return NAME

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """What stands in the field at first: a name is asked for, never required."""
        return str(_("My passkey"))
