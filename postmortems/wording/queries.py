"""Reading words."""

from typing import Any

from django.db.models import FETCH_RAISE, Model, Q, QuerySet
from django.utils.functional import cached_property

from accounts.models import User
from postmortems.wording.models import Dispute, Draft, Text, TextRevision
from postmortems.wording.policy import WordingState


def texts_of(*, kind: str, pk: int) -> dict[str, Text]:
    """Every section of one thing by its slot; one query."""
    return {text.slot: text for text in Text.objects.filter(owner_kind=kind, owner_id=pk)}


def drafts_of(user: User, *, target: str) -> dict[str, Draft]:
    """This person's own drafts for one thing by their slot; one query."""
    return {draft.slot: draft for draft in Draft.objects.filter(author=user, target=target)}


Kept = dict[tuple[str, str], Draft]


def kept_words(user: User, *, review: int) -> Kept:
    """This person's own unsaved words for a review and for single factors, by target and slot; one query."""
    here = Q(target=f"review:{review}") | Q(target__startswith="factor:")
    rows = Draft.objects.filter(here, author=user).fetch_mode(FETCH_RAISE)
    return {(draft.target, draft.slot): draft for draft in rows}


class Asked:
    """The last question about each sentence of a review. One query, when the first sentence is met that was held once;
    none where nobody asked.
    """

    def __init__(self, *, review: int) -> None:
        self.review = review

    def about(self, target: str, *, state: str) -> Dispute | None:
        """The last question about this sentence, which stands in this state: no other state follows from one."""
        return self._all.get(target) if state in (WordingState.HELD, WordingState.ALLOWED) else None

    @cached_property
    def _all(self) -> dict[str, Dispute]:
        rows = Dispute.objects.filter(review=self.review).order_by("pk").fetch_mode(FETCH_RAISE)
        return {dispute.target: dispute for dispute in rows}


def readable[Row: Model](rows: QuerySet[Row]) -> QuerySet[Row]:
    """Those of these conditions or action items whose sentence everybody may read: words that wait for a facilitator
    are not shown beside other things.
    """
    return rows.exclude(sentence_state=WordingState.HELD)


def disputes_waiting(reviews: QuerySet[Any]) -> QuerySet[Dispute]:
    """The sentences that wait for a facilitator in these reviews (those that somebody may see), the oldest first."""
    rows = Dispute.objects.filter(outcome=Dispute.Outcome.WAITING, review__in=reviews)
    return rows.select_related("review", "asked_by").order_by("asked_at")


def latest_disputes(*, review: int, kind: str) -> dict[str, Dispute]:
    """The last question about each sentence of one kind ("factor", "action") in a review, by its target; one query."""
    rows = Dispute.objects.filter(review=review, target__startswith=f"{kind}:").order_by("pk").fetch_mode(FETCH_RAISE)
    return {dispute.target: dispute for dispute in rows}


def anchor(target: str) -> str:
    """Where on the review's page a target stands: "factor:7" is #factor-7."""
    return target.replace(":", "-")


def words_of(*, kind: str, pk: int, slot: str, version: int) -> str:
    """What a text said in this version; nothing where no such version is kept."""
    rows = TextRevision.objects.filter(owner_kind=kind, owner_id=pk, slot=slot, version=version)
    return rows.values_list("body", flat=True).first() or ""
