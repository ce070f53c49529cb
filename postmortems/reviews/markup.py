"""The rows of the list of reviews as HTML, and the names to choose from: docs/decisions/0012-hot-rows.md."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.reading_for import date_words

ROW = (
    '<tr><td><a href="{}{}/"><strong>{}</strong></a><br>'
    '<span class="row small muted"><span class="num">{}</span>{}</span></td>'
    '<td>{}</td><td>{}</td><td>{}</td><td class="num">{}</td></tr>\n'
)
SERVICES, OWNER = "<span>{}</span>", '<span class="avatar" aria-hidden="true">{}</span> {}'
OPTION = '<option value="{}"{}>{}</option>'


def rows(reviews: Iterable[Review], *, zone: str) -> SafeString:
    """One line each; days as they are in `zone`, in the form of whoever reads."""
    here, day_words = reverse("reviews"), cache(lambda day: date_words(day, "j M Y"))
    return format_html_join("", ROW, (_cells(review, here, day_words(_day(review, zone))) for review in reviews))


def _day(review: Review, zone: str) -> dt.date:
    return clock.local(review.filed_at, zone).date()


def _cells(review: Review, here: str, day: str) -> tuple[object, ...]:
    services: Sequence[str] = review.services  # type: ignore[attr-defined]
    owner = review.owner
    return (
        *(here, review.ref, review.title, review.ref),
        format_html(SERVICES, ", ".join(services)) if services else "",
        review.state_label,
        review.team.name if review.team else "",
        format_html(OWNER, owner.initials, owner.first_name) if owner else "",
        day,
    )


def options(names: Iterable[tuple[int, str]], *, chosen: int | None) -> SafeString:
    """What a field offers, by number and name."""
    is_chosen = format_html("{}", " selected")
    return format_html_join("", OPTION, ((pk, is_chosen if pk == chosen else "", name) for pk, name in names))
