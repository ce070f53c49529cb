"""Reading a batch: its lines by page, what is counted, and what of it is in the story already."""

from dataclasses import dataclass, field

from django.db.models import FETCH_RAISE, Count, Exists, OuterRef, Q, QuerySet

from postmortems.intake.models import Batch, Line
from postmortems.reviews.models import Review
from postmortems.timeline.importers import chat, documents
from postmortems.timeline.models import TimelineEvent

PAGE = 100
MOST_NOT_READ = 200
VIEWS = ("shown", "starred", "aside")


@dataclass(frozen=True)
class Counts:
    """How many lines of each sort a batch holds."""

    understood: int = 0
    not_read: int = 0
    shown: int = 0
    starred: int = 0
    aside: int = 0
    in_story: int = 0


@dataclass(frozen=True)
class Excerpt:
    """A page of lines. `following` is the position after which the next begins; None on the last."""

    lines: list[Line]
    following: int | None = None
    here: frozenset[str] = field(default_factory=frozenset)


def open_batches(review: Review) -> QuerySet[Batch]:
    """What was brought to this review and not put away, the newest first."""
    return review.batches.exclude(state=Batch.State.AWAY).select_related("brought_by").fetch_mode(FETCH_RAISE)


def counts(batch: Batch) -> Counts:
    """One query."""
    own = Q(merged_into=None, is_discarded=False)
    found = batch.lines.aggregate(
        understood=Count("pk", filter=Q(at__isnull=False)),
        not_read=Count("pk", filter=Q(at=None, is_discarded=False, merged_into=None)),
        shown=Count("pk", filter=own & Q(at__isnull=False) & _is_heard(batch)),
        starred=Count("pk", filter=own & Q(is_starred=True)),
        aside=Count("pk", filter=Q(is_discarded=True)),
        in_story=Count("pk", filter=Q(event__isnull=False, merged_into=None)),
    )
    return Counts(**found)


def lines_of(batch: Batch, view: str) -> QuerySet[Line]:
    """The understood lines of one view, in order."""
    rows = batch.lines.filter(merged_into=None).exclude(at=None)
    if view == "aside":
        rows = rows.filter(is_discarded=True)
    else:
        rows = rows.filter(is_discarded=False).filter(Q(is_starred=True) if view == "starred" else _is_heard(batch))
    return rows.select_related("voice__user").prefetch_related("merged__voice__user").fetch_mode(FETCH_RAISE)


def page_of(batch: Batch, *, view: str = "shown", after: int = 0) -> Excerpt:
    """One page of lines, with what of it the story tells already."""
    found = list(lines_of(batch, view).filter(position__gt=after)[: PAGE + 1])
    lines = found[:PAGE]
    return Excerpt(lines, lines[-1].position if len(found) > PAGE else None, already_told(batch.review, lines))


def not_read(batch: Batch) -> list[Line]:
    """What was not understood, as it came."""
    rows = batch.lines.filter(at=None, is_discarded=False, merged_into=None).fetch_mode(FETCH_RAISE)
    return list(rows[: MOST_NOT_READ + 1])


def is_document(batch: Batch) -> bool:
    """Whether a paste reads like a finished postmortem, which has a door of its own; one query, of text only."""
    if batch.importer != chat.SLUG:
        return False
    sources = batch.lines.values_list("source", flat=True)[:MOST_NOT_READ]
    return documents.is_document("\n".join(sources))


def already_told(review: Review, lines: list[Line]) -> frozenset[str]:
    """The identities of these lines whose entry stands in the story."""
    names = {line.identity for line in lines}
    entries = TimelineEvent.objects.alive().filter(review=review)
    told, found = entries.filter(pk=OuterRef("event")), entries.filter(external_id__in=names)
    rows = Line.objects.filter(batch__review=review, identity__in=names).filter(Exists(told))
    return frozenset(rows.values_list("identity", flat=True)) | frozenset(found.values_list("external_id", flat=True))


def _is_heard(batch: Batch) -> Q:
    """Not noise, or noise of a kind that is shown; a star is never hidden."""
    return Q(noise="") | Q(noise__in=batch.shown_noise) | Q(is_starred=True)
