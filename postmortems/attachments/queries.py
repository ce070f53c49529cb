"""Reading what stands beside the words."""

from django.db.models import FETCH_RAISE

from postmortems.attachments.models import Attachment
from postmortems.reviews.models import Review
from postmortems.shared.models import TrashQuerySet


def attachments_of(review: Review) -> TrashQuerySet[Attachment]:
    """What is attached to the review and not in the trash, in the order in which it came; with who brought it."""
    return review.attachments.alive().select_related("uploaded_by").fetch_mode(FETCH_RAISE)
