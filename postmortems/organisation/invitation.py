"""The link in an invitation: signed, for one person, good for seven days, and over once they chose a password."""

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import Organisation, User

SALT = "second-story.invitation"
DAYS = 7
LONGEST = 200  # characters; anything longer is not ours


def token_for(person: User) -> str:
    """What stands in the link. It is made when the mail is sent, and kept nowhere."""
    return signing.dumps([person.pk, _mark(person)], salt=SALT)


def invited_by_link(token: str) -> User | None:
    """Whose link this is, while they may still use it; None for every other text."""
    try:
        pk, mark = signing.loads(token[:LONGEST], salt=SALT, max_age=DAYS * 24 * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = User.objects.filter(pk=pk, is_active=True).first()
    if Organisation.current().is_closed:
        return None
    if person is None or person.has_joined or not constant_time_compare(mark, _mark(person)):
        return None
    return person


def _mark(person: User) -> str:
    """Changes with address and password: what was sent to an address that was corrected opens nothing."""
    return salted_hmac(SALT, f"{person.email}:{person.password}", algorithm="sha256").hexdigest()[:32]
