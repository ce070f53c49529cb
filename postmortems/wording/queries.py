"""Reading words."""

from typing import Any

from django.db.models import FETCH_RAISE, QuerySet

from accounts.models import User
from postmortems.wording.models import Dispute, Draft, Text, TextRevision


def texts_of(*, kind: str, pk: int) -> dict[str, Text]:
    """Every section of one thing by its slot; one query."""
    return {text.slot: text for text in Text.objects.filter(owner_kind=kind, owner_id=pk)}


def drafts_of(user: User, *, target: str) -> dict[str, Draft]:
    """This person's own drafts for one thing by their slot; one query."""
    return {draft.slot: draft for draft in Draft.objects.filter(author=user, target=target)}


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
