"""What deliveries look like as a mail: plain text first, nothing that reports back, one Message-ID for all tries."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, engines
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import ngettext
from icalendar import Calendar

from postmortems.mail import quieting
from postmortems.mail.kinds import Kind, Matter, Timing
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.shared import clock


@dataclass(frozen=True)
class Letter:
    """One message in words: a mail of its own, or one part of the mail of a day."""

    delivery: Delivery
    subject: str
    text: str
    html: str
    topic: str = ""
    is_part: bool = False
    calendar: bytes = b""


def message_id(delivery: Delivery) -> str:
    """One name for all copies of a message, so that mail programs show one. It tells nothing about what it names."""
    key = f"{delivery.kind}/{delivery.about}/{delivery.recipient_id}/{delivery.local_date}"
    if delivery.digest_on is not None:
        key = f"day/{delivery.recipient_id}/{delivery.digest_on}"
    digest = salted_hmac("second-story.message-id", key, algorithm="sha256").hexdigest()
    return f"<{digest[:40]}@{urlsplit(settings.BASE_URL).hostname}>"


def write(kind: Kind, delivery: Delivery, matter: Matter) -> Letter:
    """The message in words. A line break cannot get into the subject."""
    with translation.override(settings.LANGUAGE_CODE):
        context = _context(delivery, matter)
        return Letter(
            delivery=delivery,
            subject=subject(kind, delivery, matter),
            text=_plain(f"{kind.stem}.text", context).strip(),
            html=render_to_string(f"{kind.stem}.html", context).strip(),
            topic=kind.topic,
            is_part=kind.timing is Timing.DIGEST,
            calendar=kind.calendar(delivery) if kind.calendar else b"",
        )


def subject(kind: Kind, delivery: Delivery, matter: Matter) -> str:
    """One line, which also stands for the message in the app."""
    return " ".join(_plain(f"{kind.stem}.subject", _context(delivery, matter)).split())


def compose(delivery: Delivery, kind: Kind) -> EmailMultiAlternatives:
    """The message as a mail of its own."""
    return gather([write(kind, delivery, Matter(kind.context(delivery)))])


def gather(letters: Sequence[Letter]) -> EmailMultiAlternatives:
    """One mail to its one recipient. The mail of a day has a part for each message."""
    first = letters[0]
    with translation.override(settings.LANGUAGE_CODE):
        context = {"letters": letters, "recipient": first.delivery.recipient, "base_url": settings.BASE_URL}
        text, html = first.text, first.html
        if first.is_part:
            context["quiet"] = _ways_to_quieten(letters)
            text, html = _plain("emails/day.text", context).strip(), render_to_string("emails/day.html", context)
        message = EmailMultiAlternatives(
            subject=_subject_of(letters),
            body=f"{text}\n",
            to=[first.delivery.recipient.email],
            headers={
                "Message-ID": message_id(first.delivery),
                "Date": format_datetime(clock.now()),  # a demonstration's clock may stand ahead
                "Auto-Submitted": "auto-generated",
                **_unsubscribe(first),
            },
        )
    message.attach_alternative(html, "text/html")
    if first.calendar:
        _invite(message, first.calendar)
    return message


def _invite(message: EmailMultiAlternatives, calendar: bytes) -> None:
    """The invitation twice, as calendars send it to each other: as a way to read the mail, by which a mail program
    offers to take it, and as a file for one that does not.
    """
    method = str(Calendar.from_ical(calendar)["method"])
    message.attach_alternative(calendar, f"text/calendar; method={method}")
    message.attach("invitation.ics", calendar, "application/ics")


def _ways_to_quieten(letters: Sequence[Letter]) -> list[tuple[Promise, str]]:
    """For each topic of the mail: its name, and the page that quietens it."""
    topics = dict.fromkeys(letter.topic for letter in letters if letter.topic)
    return [(Topic(topic).label, quieting.address(letters[0].delivery.recipient_id, topic)) for topic in topics]


def _unsubscribe(letter: Letter) -> dict[str, str]:
    """What a mail program's own button asks for (RFC 8058). Mail about an account or a meeting has none."""
    if not letter.is_part:
        return {}
    address = quieting.address(letter.delivery.recipient_id)
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _subject_of(letters: Sequence[Letter]) -> str:
    more = len(letters) - 1
    if not more:
        return letters[0].subject
    words = ngettext("%(first)s (and %(n)d more)", "%(first)s (and %(n)d more)", more)
    return words % {"first": letters[0].subject, "n": more}


def _context(delivery: Delivery, matter: Matter) -> dict[str, Any]:
    return {"base_url": settings.BASE_URL, "recipient": delivery.recipient, **matter.context}


def _plain(template: str, context: dict[str, Any]) -> str:
    """Text for people, not for a browser: nothing is escaped, however the template was written."""
    found: Any = engines["django"].get_template(template)
    return str(found.template.render(Context(context, autoescape=False)))
