"""The picture of a review's story: read, drawn and addressed. Two queries, whatever the number of entries."""

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.db.models import FETCH_RAISE
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Incident, Review
from postmortems.timeline import picture_markup
from postmortems.timeline.models import TimelineEvent
from postmortems.timeline.picture import Entry, Picture, Point, Stamp, Window, draw, whole_of, zooms
from postmortems.timeline.picture_markup import Frame
from postmortems.timeline.queries import TERMS, told

LANES = {"role": _("by role"), "source": _("by source"), "kind": _("by kind")}
MOST = 3000  # entries that one picture shows
A_TABLE = 100
WORDS = 90  # characters of an entry that its point tells
FEWEST = 4  # with fewer entries a picture shows nothing that the list does not

Told = Callable[[str], str]


def picture_page(review: Review, *, lanes: str, window: Window | None) -> dict[str, Any]:
    """What `timeline/picture.html` needs. `review` comes from the gate."""
    lanes, entries = entries_of(review, lanes=lanes)
    stamps = stamps_of(review)
    whole = whole_of(entries, stamps)
    if whole is None:
        return {"picture": None}
    window = window or whole
    drawn = draw(entries, stamps, window, zone=review.zone)
    page = reverse("timeline-picture", args=[review.ref])

    def to(stretch: Window | None, by: str = lanes) -> str:
        return f"{page}?{urlencode({'lanes': by, **_said(stretch)})}"

    here = window if window != whole else None
    return {
        "picture": drawn,
        "drawing": _drawing(review, drawn, closer=lambda stretch: to(stretch)),
        "legend": picture_markup.legend(drawn),
        "zooms": [(zoom.words, to(zoom.window)) for zoom in zooms(window, whole)],
        "phases": [(one.word, to(stretch)) for one, stretch in _stretches(stamps)],
        "lanes": [(words, to(here, name), name == lanes) for name, words in LANES.items()],
        "rows": [
            (one, TimelineEvent.Kind(one.kind).label, reverse("timeline-event", args=[review.ref, one.pk]))
            for one in drawn.entries[:A_TABLE]
        ],
        "rows_left": max(len(drawn.entries) - A_TABLE, 0),
    }


def document_picture(review: Review, *, words: Told) -> SafeString | None:
    """The whole story as a drawing for the shared page, in the words that it may use; None for a short story."""
    _lanes, entries = entries_of(review, words=words)
    stamps = stamps_of(review)
    whole = whole_of(entries, stamps)
    if whole is None or len(entries) < FEWEST:
        return None
    return _drawing(review, draw(entries, stamps, whole, zone=review.zone), closer=lambda stretch: "#timeline-events")


def entries_of(review: Review, *, lanes: str = "", words: Told = str) -> tuple[str, list[Entry]]:
    """What a lane is, and the entries of the story each in its lane. Without `lanes` it is what tells most apart."""
    names = ("pk", "occurred_at", "ended_at", "kind", "source", "role", "is_about", "is_starred")
    rows = told(review).select_related("origin", "participant").only(*names, "origin__name", "participant__role")
    events: list[Any] = list(rows.annotate(begins_with=Left("body", 2 * WORDS)).fetch_mode(FETCH_RAISE)[:MOST])
    lanes = lanes or next((name for name in ("role", "source") if _tells_apart(events, name)), "kind")
    found = [
        Entry(
            pk=event.pk,
            number=number,
            at=event.occurred_at,
            until=event.ended_at,
            kind=event.kind,
            lane=words(_lane(event, lanes)),
            words=_first_words(event.begins_with, words),
            is_about=event.is_about,
            is_starred=event.is_starred,
        )
        for number, event in enumerate(events, start=1)
    ]
    return lanes, found


def _first_words(begins: str, words: Told) -> str:
    """How an entry begins, on one line. What was cut within a word goes whole: half a name is no role."""
    whole = begins.rsplit(maxsplit=1)[0] if len(begins) == 2 * WORDS else begins
    return Truncator(" ".join(words(whole).split())).chars(WORDS)


def _tells_apart(events: list[Any], lanes: str) -> bool:
    return len({_lane(event, lanes) for event in events}) > 1


def _lane(event: Any, lanes: str) -> str:
    if lanes == "source":
        return str(event.origin.name if event.origin else event.get_source_display())
    if lanes == "role":
        by = event.participant.get_role_display() if event.participant else ""
        return str(event.role or by or _("no role named"))
    return str(TimelineEvent.Kind(event.kind).label)


def stamps_of(review: Review) -> list[Stamp]:
    """The known stamps of the review's incidents, in the words that people read. One query."""
    words = {field.name: field.verbose_name for field in Incident._meta.fields}
    return [
        Stamp(getattr(incident, name), words[name], TERMS[name], name in incident.about)
        for incident in review.incidents.all()
        for name in Incident.STAMPS
        if getattr(incident, name)
    ]


def _stretches(stamps: list[Stamp]) -> list[tuple[Stamp, Window]]:
    """From each stamp to the next, as something to look at more closely."""
    ordered = sorted(stamps, key=lambda one: one.at)
    found = []
    for one, following in pairwise(ordered):
        if following.at > one.at:
            room = max((following.at - one.at) * 0.05, dt.timedelta(minutes=1))
            found.append((one, Window(one.at - room, following.at + room)))
    return found


def _drawing(review: Review, drawn: Picture, *, closer: Callable[[Window], str]) -> SafeString:
    def entry(one: Entry) -> str:
        return f"{reverse('timeline-event', args=[review.ref, one.pk])}#timeline-event-{one.pk}"

    def several(point: Point) -> str:
        begins, ends = point.entries[0].at, point.entries[-1].at
        room = max((ends - begins) * 0.1, dt.timedelta(minutes=2))
        return closer(Window(begins - room, ends + room))

    return picture_markup.svg(drawn, Frame(review.zone, entry, several))


def _said(stretch: Window | None) -> dict[str, str]:
    if stretch is None:
        return {}
    return {
        name: moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for name, moment in (("from", stretch.begins), ("to", stretch.ends))
    }
