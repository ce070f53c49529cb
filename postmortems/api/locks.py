"""What is changed by version is held while it is compared: nobody else changes it until the transaction ends."""

from accounts.requests import Request
from postmortems.reviews.access import EDIT, review_for
from postmortems.reviews.models import Review


def locked_review(request: Request, ref: str) -> Review:
    """The review, as the gate lets whom the token speaks for write it, read once it was held."""
    found = review_for(request, ref, EDIT)
    Review.objects.select_for_update().only("pk").get(pk=found.pk)
    list(found.incidents.select_for_update().values_list("pk"))
    return review_for(request, ref, EDIT)
