"""Reading factors."""

from django.db.models import FETCH_RAISE, Count, Max, Prefetch, Q, QuerySet

from accounts.models import User
from postmortems.factors.models import ContributingFactor
from postmortems.factors.taxonomy import Sign
from postmortems.live.models import Change
from postmortems.reviews.models import Review
from postmortems.timeline.models import TimelineEvent
from postmortems.wording.models import Draft

LET_GO = "declined"  # an action item that was let go answers nothing any more


def target_of(factor: ContributingFactor) -> str:
    """How drafts, disputes and the record call this factor."""
    return f"factor:{factor.pk}"


def factors_of(review: Review) -> QuerySet[ContributingFactor]:
    """The living factors of a review in their order, each with its living events and its action items; three
    queries when read."""
    events = TimelineEvent.objects.alive().only("pk").order_by("occurred_at", "pk")
    linked = Prefetch("events", queryset=events, to_attr="linked")
    return (
        review.factors.alive().prefetch_related(linked, Prefetch("actions", to_attr="answers")).fetch_mode(FETCH_RAISE)
    )


def undecided_factors(review: Review) -> QuerySet[ContributingFactor]:
    """What made it possible and has no action item that is still meant, and no word why it is accepted for now."""
    alive = Count("actions", filter=Q(actions__deleted_at=None) & ~Q(actions__state=LET_GO))
    open_ones = review.factors.alive().exclude(sign=Sign.HELD_BACK).filter(accepted_because="")
    return open_ones.annotate(answered=alive).filter(answered=0)


def version_of(factor: ContributingFactor) -> int:
    """The number of its last change, by which an open page tells news from what it has; one query, 0 for none."""
    changes = Change.objects.filter(room=f"review:{factor.review_id}", topic="factor", object_id=factor.pk)
    last: int | None = changes.aggregate(last=Max("pk"))["last"]
    return last or 0


def kept_words(user: User, review: Review) -> dict[tuple[str, str], Draft]:
    """This person's own unsaved words, for the review and for factors, by target and slot; one query."""
    here = Q(target=f"review:{review.pk}") | Q(target__startswith="factor:")
    rows = Draft.objects.filter(here, author=user).fetch_mode(FETCH_RAISE)
    return {(draft.target, draft.slot): draft for draft in rows}


def events_to_link(review: Review) -> QuerySet[TimelineEvent]:
    """The story's events, for choosing those that show a factor; one query."""
    return review.events.alive().only("pk", "occurred_at", "body").fetch_mode(FETCH_RAISE)
