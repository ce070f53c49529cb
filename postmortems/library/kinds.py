"""Letters as mails and as their notices: written anew for their reader at the moment they are sent."""

from collections.abc import Sequence
from functools import partial

from django.conf import settings

from postmortems.library.letters import LETTERS, Letter
from postmortems.library.spans import Span
from postmortems.mail import kinds
from postmortems.mail.kinds import Matter
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from postmortems.shared import clock


def matters(letter: Letter, rows: Sequence[Delivery]) -> dict[int, Matter]:
    """The present letter in full; an older one is settled and says only what it was about."""
    return {row.pk: _matter(letter, row) for row in rows}


def _matter(letter: Letter, row: Delivery) -> Matter:
    sent_in, today = Span.around(row.local_date, letter.months), clock.today(row.recipient.zone)
    span = sent_in.before
    title = letter.title_of(span)
    known = {"title": title, "subject": title, "why": letter.why, "link": settings.BASE_URL + letter.page_of(span)}
    if sent_in != Span.around(today, letter.months):
        return Matter(known, is_wanted=False)
    told = letter.write(row.recipient, span, today=today)
    return Matter(known | {"subject": letter.subject_of(told), "told": told}, is_wanted=bool(told.sections))


def register_all() -> None:
    """Called when the application starts."""
    for letter in LETTERS:
        look, timing = partial(matters, letter), kinds.Timing.DIGEST
        kinds.register(kinds.Kind(name=letter.kind, template="letter", matters=look, timing=timing, topic=Topic.LETTER))
