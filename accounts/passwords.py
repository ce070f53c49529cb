"""What is said of a password that is too easy, in our words."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User

SAID = {
    "password_too_short": _("Ten characters or more, so that nobody guesses it."),
    "password_too_common": _("Many people use this one; it would be guessed."),
    "password_too_similar": _("That is too much like your name or address."),
}


def check_password(password: str, person: User | None) -> None:
    """ValidationError for a password that is short, common or like the person; see AUTH_PASSWORD_VALIDATORS."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        told = [SAID.get(str(one.code), one.message) for one in error.error_list]
        raise ValidationError(told) from error
