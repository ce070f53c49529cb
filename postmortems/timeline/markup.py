"""The story's rows as HTML, on the page, in an answer to htmx and on other people's screens.

Written here and not in a template because a page shows a hundred of them: docs/decisions/0012-hot-rows.md.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from postmortems.reviews.models import Review
from postmortems.shared.clock import local
from postmortems.shared.text import trusted
from postmortems.timeline.markup_beside import beside
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.reading import Row, Silence

# Filled with numbers, moments and what is HTML already: nothing in it is to be escaped.
EVENT = (
    '<li id="timeline-event-%d" data-kind="%s" data-version="%d" data-order="%s"%s>'
    '<time datetime="%s" title="%s">%s%s%s</time>%s<div class="entry">%s<div class="said">%s</div>%s%s</div></li>\n'
)
EDIT = (
    '<a class="button quiet small edit" href="{to}%d/edit/" hx-get="{to}%d/edit/" hx-target="closest li" '
    'hx-swap="outerHTML">{edit}<span class="visually-hidden"> %s</span></a>'
    '<a class="button quiet small edit" href="{to}%d/menu/" hx-get="{to}%d/menu/" hx-target="#timeline-menu-%d" '
    'hx-swap="outerHTML">{more}<span class="visually-hidden"> %s</span></a><div id="timeline-menu-%d"></div>'
)
STAR = '<span class="star" title="{word}">★<span class="visually-hidden"> {word}</span></span> '
FLAGS = {
    (False, False): "",
    (True, False): " data-starred",
    (False, True): " data-views",
    (True, True): " data-starred data-views",
}
DOT = '<span class="dot" title="{word}"><span class="visually-hidden">{word}:</span></span>'
DAY = (
    '<li class="day" id="timeline-day-{pk}"{before}><span class="when"></span><span class="dot"></span>'
    '<p class="muted small">{day}{clock}</p></li>\n'
)
SILENT = (
    '<li class="quiet" id="timeline-gap-{pk}"{before}><span class="when"></span><span class="dot"></span>'
    '<div class="stack tight"><p class="row"><span class="muted small">{length} {question}</span>{fill}</p>{form}</div>'
    "</li>\n"
)
FILL = (
    '<a class="button quiet small" href="{to}" hx-get="{to}" hx-target="#timeline-form-{pk}" hx-swap="outerHTML">'
    "{fill}</a>"
)
GONE = '<li id="timeline-{thing}-{pk}" data-gone></li>\n'
NOTHING = ""
Kind = TimelineEvent.Kind
Words = str | SafeString


@dataclass(frozen=True)
class Story:
    """What all rows of one page share, worked out once: addresses, words, and whether the reader may tell."""

    ref: str
    address: str
    zone: str
    may_tell: bool
    dots: dict[str, SafeString]
    about: SafeString
    star: SafeString
    edit: SafeString
    yours: str = ""


def own_clock(review: Review, reader: Any) -> str:
    """The zone by which somebody lives, where that is another clock than those that the story shows anyway."""
    zone: str = getattr(reader, "zone", "")
    return zone if zone not in (review.zone, "UTC") else ""


def story_of(review: Review, *, may_tell: bool, yours: str = "") -> Story:
    """The story of a review as a page shows it. It shows the clock of the zone `yours` as well, where there is one."""
    address, words = reverse("timeline", args=[review.ref]), {"edit": _("Edit"), "more": _("More")}
    return Story(
        ref=review.ref,
        address=address,
        zone=review.zone,
        may_tell=may_tell,
        dots={kind.value: format_html(DOT, word=kind.label) for kind in TimelineEvent.Kind},
        about=format_html('<abbr title="{}">~</abbr>', _("about")),
        star=format_html(STAR, word=_("matters")),
        edit=format_html(
            EDIT, to=address.replace("%", "%%"), **{name: word.replace("%", "%%") for name, word in words.items()}
        ),
        yours=yours,
    )


def rows(found: Iterable[Row], story: Story) -> SafeString:
    """Entries, each with what stands before it."""
    return trusted("".join([before(row, story) + event(row, story) for row in found]))


def event(row: Row, story: Story, *, focus: bool = False) -> SafeString:
    """One entry. `focus` brings the reader to it."""
    told: Any = row.event
    kind, begins = Kind(told.kind), row.begins
    pk = told.pk
    edit = story.edit % (pk, pk, begins, pk, pk, pk, begins, pk) if story.may_tell else NOTHING
    filled = EVENT % (
        pk,
        kind.value,
        told.version,
        told.order,
        FLAGS[told.is_starred, told.has_two_views],
        told.occurred_at.isoformat(),
        told.exact,
        story.about if told.is_about else NOTHING,
        begins,
        _clocks(told, story),
        story.dots[kind],
        story.star if told.is_starred else NOTHING,
        trusted(told.html),
        beside(row, review=story.ref),
        edit.replace("<a ", "<a autofocus ", 1) if focus else edit,
    )
    return trusted(filled)


def _clocks(told: Any, story: Story) -> str:
    """The same moment on the other clocks that matter: UTC, and that of the reader."""
    utc = f'<small class="utc">{told.occurred_at.astimezone(dt.UTC):%H:%M} UTC</small>' if story.zone != "UTC" else ""
    if not story.yours:
        return utc
    yours = _("%(time)s yours") % {"time": f"{local(told.occurred_at, story.yours):%H:%M}"}
    return f'{utc}<small class="utc">{yours}</small>'


def before(row: Row, story: Story, *, is_placed: bool = False) -> Words:
    """The day that begins with this entry, and the silence before it. `is_placed`: each says before what it stands,
    and that it is gone where it is not there.
    """
    told: Any = row.event
    if row.day is None and row.silence is None and not is_placed:
        return NOTHING
    place = format_html(' data-before="timeline-event-{}"', told.pk) if is_placed else NOTHING
    gone = {thing: format_html(GONE, thing=thing, pk=told.pk) if is_placed else NOTHING for thing in ("day", "gap")}
    day = _day(row, story, place) if row.day else gone["day"]
    silent = _silent(told.pk, row.silence, story, place) if row.silence else gone["gap"]
    return format_html("{}{}", day, silent)


def _day(row: Row, story: Story, place: Words) -> SafeString:
    told: Any = row.event
    clock = f" · {_('%(zone)s time') % {'zone': story.zone}}" if row.opens else ""
    day = date_format(local(told.occurred_at, story.zone), "l j F Y")
    return format_html(DAY, pk=told.pk, before=place, day=day, clock=clock)


def _silent(pk: int, silence: Silence, story: Story, place: Words) -> SafeString:
    """A stretch without an entry, as a question to whoever may tell."""
    length = _("%(n)s minutes without an entry.") % {"n": silence.minutes}
    if silence.hours > 1:
        length = _("%(n)s hours without an entry.") % {"n": silence.hours}
    parts: dict[str, Words] = {"question": "", "fill": NOTHING, "form": NOTHING}
    if story.may_tell:
        to = f"{story.address}?form=open&at={silence.middle.astimezone(dt.UTC):%Y-%m-%dT%H:%MZ}&place={pk}"
        parts = {
            "question": _("What was being looked at?"),
            "fill": format_html(FILL, to=to, pk=pk, fill=_("Fill in")),
            "form": format_html('<div id="timeline-form-{}"></div>', pk),
        }
    return format_html(SILENT, pk=pk, before=place, length=length, **parts)


def gone(pk: int) -> SafeString:
    """An entry that is not there any more, with what stood before it."""
    return format_html_join("", GONE, ({"thing": thing, "pk": pk} for thing in ("event", "day", "gap")))
