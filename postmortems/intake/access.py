"""The gate of a batch: that of its review."""

from django.shortcuts import get_object_or_404

from accounts.requests import Request
from postmortems.intake.models import Batch
from postmortems.reviews.access import EDIT, review_for


def batch_for(request: Request, ref: str, pk: int) -> Batch:
    """A batch of this review that was not put away, for whoever may edit the review. Http404 or PermissionDenied."""
    review = review_for(request, ref, EDIT)
    found: Batch = get_object_or_404(review.batches.exclude(state=Batch.State.AWAY), pk=pk)
    found.review = review
    return found
