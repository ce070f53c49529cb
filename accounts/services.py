"""What changes an account from outside it: a link for a new password, and the end of its sessions."""

from django.db import transaction
from django.db.models import F

from accounts.models import Organisation, User
from postmortems.live.services import ask_everybody_again
from postmortems.mail.models import Delivery
from postmortems.mail.nudge import nudge
from postmortems.mail.services import queue
from postmortems.shared import clock

PASSWORD_RESET = "password_reset"  # noqa: S105  # nosec B105
NOBODY = 0  # no account has this key


def ask_for_new_password(email: str) -> None:
    """Put a mail with a link into the outbox, for whoever signs in by this address.

    For an address that nobody has the same statements run and nothing is kept, so that neither the answer nor its
    time tells who is here (RELIABILITY bar 21).
    """
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    closed = Organisation.current().is_closed
    if person and not may_choose_password(person, closed=closed):
        person = None
    recipient = person or User(pk=NOBODY)
    now, today = clock.now(), clock.today(recipient.zone)
    with transaction.atomic():
        asked = Delivery.objects.filter(kind=PASSWORD_RESET, recipient_id=recipient.pk, local_date=today).count()
        about = f"person:{recipient.pk}:{asked}"
        queue(kind=PASSWORD_RESET, about=about, recipient=recipient, local_date=today, due_at=now)
        if person is None:
            transaction.set_rollback(True)
    if person is None:
        nudge()


def may_choose_password(person: User, *, closed: bool) -> bool:
    """Not who signs in elsewhere; and who was only invited comes in no more by this door than by their invitation,
    which opens nothing while the organisation is `closed`.
    """
    if not person.is_active or person.signs_in_elsewhere:
        return False
    return person.has_joined or not closed


def end_sessions(person: User) -> None:
    """Whoever is signed in as this person, wherever, is out with their next request; open streams end at once."""
    User.objects.filter(pk=person.pk).update(session_round=F("session_round") + 1)
    person.refresh_from_db(fields=["session_round"])
    ask_everybody_again()
