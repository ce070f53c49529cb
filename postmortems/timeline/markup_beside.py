"""What stands beside the words of an entry, as HTML: who, until when, from where, what shows it, how others saw it."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from postmortems.shared.text import trusted
from postmortems.timeline.models import Evidence, Source
from postmortems.timeline.reading import Row

NOTHING = ""
LINK = '<a href="{}" rel="noopener noreferrer">{}</a>'
OTHER_VIEW = '<div class="other-view"><p class="muted small">{}</p>{}</div>'
QUOTE = '<figure class="quote"><blockquote class="preserve">{}</blockquote>{}</figure>'
PHOTO = '<a class="photo" href="{}"><img src="{}" alt="{}" width="{}" height="{}" loading="lazy"></a>'
FILE = '<p class="small"><a href="{}" download>{}</a></p>'


def beside(row: Row, *, review: str) -> str | SafeString:
    """Everything beside the words; `review` is the reference under which pictures and files are fetched."""
    told: Any = row.event
    is_by_hand = told.source == Source.MANUAL
    if is_by_hand and not (row.ends or told.evidence_url or told.role or told.has_two_views or row.who or row.shows):
        return NOTHING
    words = (
        row.who,
        told.role,
        _("until %(time)s") % {"time": row.ends} if row.ends else "",
        "" if is_by_hand else told.get_source_display(),
    )
    evidence = format_html(LINK, told.evidence_url, _("evidence")) if told.evidence_url else NOTHING
    line = format_html(
        '<span class="muted small">{} {}</span>', " · ".join(dict.fromkeys(filter(None, words))), evidence
    )
    shows = format_html_join("", "{}", ((piece(one, review=review),) for one in row.shows))
    return format_html("{}{}{}", line, shows, _other_view(told) if told.has_two_views else NOTHING)


def piece(one: Evidence, *, review: str) -> SafeString:
    """One piece of evidence."""
    if one.kind == Evidence.Kind.MESSAGE:
        return _message(one)
    if one.kind == Evidence.Kind.LINK:
        return format_html('<p class="small">{}</p>', format_html(LINK, one.url, one.label or one.url))
    kept: Any = one.attachment
    file = reverse("attachment", args=[review, kept.pk])
    if not kept.is_image:
        return format_html(FILE, file, one.label or kept.name)
    small = reverse("attachment-small", args=[review, kept.pk])
    return format_html(PHOTO, file, small, one.label or kept.alt or kept.name, kept.width, kept.height)


def _message(one: Evidence) -> SafeString:
    where = format_html(LINK, one.url, one.label or _("where it was written")) if one.url else NOTHING
    if not (one.said_by or where):
        return format_html(QUOTE, one.quote, NOTHING)
    between = " · " if one.said_by and where else ""
    by = format_html('<figcaption class="muted small">{}{}{}</figcaption>', one.said_by, between, where)
    return format_html(QUOTE, one.quote, by)


def _other_view(told: Any) -> SafeString:
    """How others remember it: two views stand side by side, neither is the right one."""
    words = trusted(told.other_view_html) or _("People remember this differently.")
    return format_html(OTHER_VIEW, _("Two views. The other one:") if told.other_view else _("Two views."), words)
