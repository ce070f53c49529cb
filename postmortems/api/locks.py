"""What is changed by version is held while it is compared: nobody else changes it until the transaction ends."""

from django.db import models
from django.http import Http404

from accounts.requests import Request
from accounts.roles import Power
from postmortems.reviews.access import EDIT, review_for
from postmortems.reviews.models import Review


def locked_review(request: Request, ref: str, need: Power = EDIT) -> Review:
    """The review, as the gate lets whom the token speaks for do what they `need`, read once it was held."""
    found = review_for(request, ref, need)
    Review.objects.select_for_update().only("pk").get(pk=found.pk)
    list(found.incidents.select_for_update().values_list("pk"))
    return review_for(request, ref, need)


def locked[Row: models.Model](model: type[Row], pk: int) -> Row:
    """A row that everybody here may see. Http404."""
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
