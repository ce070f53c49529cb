"""Reading factors."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FETCH_RAISE, Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from postmortems.factors.models import ContributingFactor
from postmortems.factors.own_words import with_own_kinds
from postmortems.factors.taxonomy import Sign
from postmortems.live.models import Change
from postmortems.reviews.models import Review
from postmortems.timeline.models import TimelineEvent

LET_GO = "declined"  # an action item that was let go answers nothing any more


def target_of(factor: ContributingFactor) -> str:
    """How drafts, disputes and the record call this factor."""
    return f"factor:{factor.pk}"


def factors_of(review: Review, *, is_part: bool = False) -> QuerySet[ContributingFactor]:
    """The living factors of a review in their order, each with its living events and its action items; two queries
    when read. One where they are part of a page that reads the action items anyway: then each knows only the numbers
    of those (`answered_by`), and actions/queries.py fills in the `answers`.
    """
    events = TimelineEvent.objects.alive().filter(factors=OuterRef("pk")).order_by("occurred_at", "pk").values("pk")
    rows: QuerySet[ContributingFactor] = with_own_kinds(review.factors.alive()).annotate(linked=ArraySubquery(events))
    if is_part:
        items = _in_short().filter(factors=OuterRef("pk")).order_by("pk").values("pk")
        return rows.annotate(answered_by=ArraySubquery(items)).fetch_mode(FETCH_RAISE)
    return rows.prefetch_related(Prefetch("actions", queryset=_in_short(), to_attr="answers")).fetch_mode(FETCH_RAISE)


def _in_short() -> QuerySet[Any]:
    """Living action items as a condition's card names them."""
    items = ContributingFactor._meta.get_field("actions").related_model
    living = items._default_manager.filter(deleted_at=None)
    return living.only("pk", "sentence", "sentence_state", "state", "deleted_at")


def linked_events(factor: ContributingFactor) -> list[int]:
    """The numbers of the living events that show a factor from `factors_of`, in the order of the story."""
    found: list[int] = factor.linked  # type: ignore[attr-defined]
    return found


def events_that_show(review: Review) -> dict[int, list[int]]:
    """For each factor the numbers of the living entries that show it, in the order of the story; one query. What its
    author keeps back is not among them.
    """
    found: dict[int, list[int]] = {}
    rows = ContributingFactor.events.through.objects.filter(contributingfactor__review=review)
    told = rows.filter(timelineevent__is_kept_back=False, timelineevent__deleted_at=None)
    ordered = told.order_by("timelineevent__occurred_at", "timelineevent_id")
    for factor, event in ordered.values_list("contributingfactor_id", "timelineevent_id"):
        found.setdefault(factor, []).append(event)
    return found


def undecided_factors(review: Review) -> QuerySet[ContributingFactor]:
    """What made it possible and has no action item that is still meant, and no word why it is accepted for now."""
    alive = Count("actions", filter=Q(actions__deleted_at=None) & ~Q(actions__state=LET_GO))
    open_ones = review.factors.alive().exclude(sign=Sign.HELD_BACK).filter(accepted_because="")
    return open_ones.annotate(answered=alive).filter(answered=0)


def numbered(factors: QuerySet[ContributingFactor], review: Review) -> QuerySet[ContributingFactor]:
    """The same factors, each with the number of its last change."""
    changes = Change.objects.filter(room=f"review:{review.pk}", topic="factor", object_id=OuterRef("pk"))
    return factors.annotate(last_change=Coalesce(Subquery(changes.order_by("-pk").values("pk")[:1]), 0))


def version_of(factor: ContributingFactor) -> int:
    """The number of the last change of a `numbered` factor, by which an open page tells news from what it has; 0 for
    none."""
    found: int = factor.last_change  # type: ignore[attr-defined]
    return found


def events_to_link(review: Review) -> QuerySet[TimelineEvent]:
    """The story's events, for choosing those that show a factor; one query."""
    found: QuerySet[TimelineEvent] = review.events.alive().only("pk", "occurred_at", "body").fetch_mode(FETCH_RAISE)
    return found
