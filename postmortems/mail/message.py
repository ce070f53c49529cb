"""What a delivery looks like as a mail: plain text first, nothing that reports back, one Message-ID for all tries."""

from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, engines
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.crypto import salted_hmac

from postmortems.mail.kinds import Kind
from postmortems.mail.models import Delivery
from postmortems.shared import clock


def message_id(delivery: Delivery) -> str:
    """One name for all copies of a message, so that mail programs show one. It tells nothing about what it names."""
    key = f"{delivery.kind}/{delivery.about}/{delivery.recipient_id}/{delivery.local_date}"
    digest = salted_hmac("second-story.message-id", key, algorithm="sha256").hexdigest()
    return f"<{digest[:40]}@{urlsplit(settings.BASE_URL).hostname}>"


def compose(delivery: Delivery, kind: Kind) -> EmailMultiAlternatives:
    """The message to its one recipient. A line break cannot get into the subject."""
    with translation.override(settings.LANGUAGE_CODE):
        context = {"base_url": settings.BASE_URL, "recipient": delivery.recipient, **kind.context(delivery)}
        stem = f"emails/{kind.name}"
        message = EmailMultiAlternatives(
            subject=" ".join(_plain(f"{stem}.subject", context).split()),
            body=_plain(f"{stem}.text", context).strip() + "\n",
            to=[delivery.recipient.email],
            headers={
                "Message-ID": message_id(delivery),
                "Date": format_datetime(clock.now()),  # a demonstration's clock may stand ahead
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(render_to_string(f"{stem}.html", context), "text/html")
    return message


def _plain(template: str, context: dict[str, Any]) -> str:
    """Text for people, not for a browser: nothing is escaped, however the template was written."""
    found: Any = engines["django"].get_template(template)
    return str(found.template.render(Context(context, autoescape=False)))
