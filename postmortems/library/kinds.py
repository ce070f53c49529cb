"""The letter as a mail and as its notice: written anew for its reader at the moment it is sent."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from postmortems.followup.lists import LETTER
from postmortems.library.letter import Letter, letter
from postmortems.library.spans import MONTH, Span
from postmortems.mail import kinds
from postmortems.mail.kinds import Matter
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.shared import clock


def subject_of(told: Letter) -> str:
    """One line: how much of what."""
    if not told.briefs:
        return title_of(told.span)
    return _("%(month)s: %(brought)s") % {"month": told.span.name, "brought": told.briefs}


def title_of(span: Span) -> str:
    return _("What %(month)s brought") % {"month": span.name}


def matters(rows: Sequence[Delivery]) -> dict[int, Matter]:
    """The present letter in full; an older one is settled and says its month only."""
    return {row.pk: _matter(row) for row in rows}


def _matter(row: Delivery) -> Matter:
    sent_in, now = Span.around(row.local_date, MONTH), clock.today(row.recipient.zone)
    place = reverse("letter-of", args=[sent_in.before.slug])
    known: dict[str, Any] = {"title": title_of(sent_in.before), "link": settings.BASE_URL + place}
    if sent_in != Span.around(now, MONTH):
        return Matter(known | {"subject": known["title"]}, is_wanted=False)
    told = letter(row.recipient, sent_in.before, today=now)
    return Matter(known | {"subject": subject_of(told), "letter": told}, is_wanted=bool(told.sections))


def register_all() -> None:
    """Called when the application starts."""
    kinds.register(kinds.Kind(name=LETTER, matters=matters, timing=kinds.Timing.DIGEST, topic=Topic.LETTER))
