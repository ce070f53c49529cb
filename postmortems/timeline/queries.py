"""Reading the story, in order of time."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import FETCH_RAISE, Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Incident, Review
from postmortems.shared.clock import local
from postmortems.shared.models import TrashQuerySet
from postmortems.timeline.beside import with_what_stands_beside
from postmortems.timeline.filtering import Filter
from postmortems.timeline.models import EventSource, TimelineEvent
from postmortems.timeline.reading import Mark, Row, Stamp, axis, read

# A page shows this many entries; the rest come by "Show the next 100".
PAGE = 100
TERMS = {
    "started_at": _("the incident began"),
    "detected_at": _("detected"),
    "acknowledged_at": _("acknowledged"),
    "mitigated_at": _("mitigated"),
    "resolved_at": _("resolved"),
}


@dataclass(frozen=True)
class Excerpt:
    """A page of the story. `more` says that others follow its last row."""

    rows: list[Row]
    more: bool = False


def told(review: Review) -> TrashQuerySet[TimelineEvent]:
    """The entries of the review in order, without the trash and without what somebody hid as noise."""
    found: TrashQuerySet[TimelineEvent] = review.events.alive().filter(is_noise=False).fetch_mode(FETCH_RAISE)
    return found


def before(event: TimelineEvent) -> TrashQuerySet[TimelineEvent]:
    """What the story tells before this entry."""
    earlier = Q(occurred_at__lt=event.occurred_at) | Q(occurred_at=event.occurred_at, pk__lt=event.pk)
    return told(event.review).filter(earlier)


def after(event: TimelineEvent) -> TrashQuerySet[TimelineEvent]:
    """What the story tells after this entry."""
    return told(event.review).filter(later_than(event))


def later_than(event: TimelineEvent) -> Q:
    """Whether an entry stands behind this one."""
    return Q(occurred_at__gt=event.occurred_at) | Q(occurred_at=event.occurred_at, pk__gt=event.pk)


def excerpt(review: Review, *, following: TimelineEvent | None = None, asked: Filter | None = None) -> Excerpt:
    """One page of the story: its beginning, or what follows an entry. Four queries at most.

    Where less than the whole is `asked` for, nothing is said of silences: what was left out may have filled them.
    """
    if asked:
        found = list((asked.of(review).filter(later_than(following)) if following else asked.of(review))[: PAGE + 1])
        rows = [replace(row, silence=None) for row in read(found[:PAGE], zone=review.zone)]
    elif following is None:
        found = list(told(review)[: PAGE + 1])
        rows = read(found[:PAGE], zone=review.zone)
    else:
        found = list(after(following)[: PAGE + 1])
        reached, day = reached_with(following)
        rows = read(found[:PAGE], zone=review.zone, reached=reached, day=day)
    return Excerpt(with_what_stands_beside(rows), len(found) > PAGE)


def reached_with(event: TimelineEvent) -> tuple[dt.datetime, dt.date]:
    """How far the story was told, and on which local day, once this entry had been told."""
    ended = before(event).aggregate(last=Max(Coalesce("ended_at", "occurred_at")))["last"]
    reached = max(moment for moment in (ended, event.occurred_at, event.ended_at) if moment)
    return reached, local(event.occurred_at, event.review.zone).date()


def row_of(event: TimelineEvent) -> Row:
    """The entry as a row, with what stands before it and beside it. Four queries at most."""
    earlier, where = before(event).last(), dict[str, Any]()
    if earlier:
        earlier.review = event.review
        where["reached"], where["day"] = reached_with(earlier)
    return with_what_stands_beside(read([event], zone=event.review.zone, **where))[0]


def middle_after(event: TimelineEvent) -> dt.datetime | None:
    """The moment halfway between this entry and the next; None behind the last one."""
    follower = after(event).first()
    if follower is None:
        return None
    return (event.occurred_at + (follower.occurred_at - event.occurred_at) / 2).replace(second=0, microsecond=0)


def page_before(event: TimelineEvent) -> TimelineEvent | None:
    """The last entry of the page before the one that shows this entry; None when it stands on the first."""
    place = before(event).count()
    return before(event)[place // PAGE * PAGE - 1] if place >= PAGE else None


def sources_of(review: Review) -> QuerySet[EventSource]:
    """Where the entries of a review came from, each with their number as `entries`; one query."""
    counted = Count("events", filter=Q(events__deleted_at=None, events__is_kept_back=False))
    found: QuerySet[EventSource] = review.event_sources.annotate(entries=counted).fetch_mode(FETCH_RAISE)
    return found


def axes(review: Review) -> list[list[Mark]]:
    """The axis of minutes of each incident of the review that has one. One query."""
    return [marks for incident in review.incidents.all() if (marks := axis(stamps(incident)))]


def stamps(incident: Incident) -> list[Stamp]:
    """The incident's known stamps, in the words that people read."""
    words = {field.name: field.verbose_name for field in Incident._meta.fields}
    known = incident.minutes_from_onset()
    return [Stamp(words[name], TERMS[name], minutes, name in incident.about) for name, minutes in known]
