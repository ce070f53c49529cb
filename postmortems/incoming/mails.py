"""A mail that puts an incident on record: its subject is what was noticed, its text follows. Pure."""

import email
import email.policy
from email.utils import parseaddr

from postmortems.incoming.message import Message, NotUnderstood

LONGEST = 20_000  # characters; whoever has more writes it into the review
_AUTOMATIC = ("auto-replied", "auto-generated", "auto-notified")


def read_mail(body: bytes) -> Message:
    """Raises NotUnderstood for what is no mail, and for one that a program answered with."""
    mail = email.message_from_bytes(body, policy=email.policy.default)
    try:
        sender = parseaddr(str(mail.get("From", "")))[1].lower()
        part = mail.get_body(preferencelist=("plain",))
        text = str(part.get_content()) if part else ""
        subject, identity = " ".join(str(mail.get("Subject", "")).split()), str(mail.get("Message-ID", "")).strip()
        is_automatic = str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower() in _AUTOMATIC
    except (LookupError, ValueError, AttributeError, TypeError) as error:
        raise NotUnderstood from error
    noticed = f"{subject}\n\n{text.strip()}".strip().replace("\x00", "")[:LONGEST]
    if not sender or not noticed or is_automatic:
        raise NotUnderstood
    return Message(noticed=noticed, group=identity, may_open=True, sender=sender)
