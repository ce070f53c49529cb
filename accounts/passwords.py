"""What is said of a password that is too easy, in our words."""

from difflib import SequenceMatcher

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User

# What a password here may not be made of, beside the organisation's own name (docs/security.md).
HOUSE = ("second story", "postmortem", "incident review")
LIKE = 0.7  # Django's own measure for names and addresses

SAID = {
    "password_too_short": _("Ten characters or more, so that nobody guesses it."),
    "password_too_common": _("Many people use this one; it would be guessed."),
    "password_of_the_house": _("Somebody who knows this place would guess it."),
    "password_too_similar": _("That is too much like your name or address."),
}


class NotTheHouse:
    """Refuses what is little more than the name of the organisation or of this product."""

    def validate(self, password: str, user: User | None = None) -> None:
        """ValidationError where most of the password is such a name, whatever stands between its letters."""
        plain = _letters(password)
        for name in (Organisation.current().name, *HOUSE):
            said = _letters(name)
            if said and (plain == said or SequenceMatcher(a=plain, b=said).ratio() >= LIKE):
                raise ValidationError(SAID["password_of_the_house"], code="password_of_the_house")

    def get_help_text(self) -> str:
        return str(SAID["password_of_the_house"])


def _letters(words: str) -> str:
    return "".join(one for one in words.casefold() if one.isalpha())


def check_password(password: str, person: User | None) -> None:
    """ValidationError for a password that is short, common or like the person; see AUTH_PASSWORD_VALIDATORS."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        told = [SAID.get(str(one.code), one.message) for one in error.error_list]
        raise ValidationError(told) from error
