"""What somebody showed one colleague of their account: a copy as it was then."""

import uuid

from django.conf import settings
from django.db import models

from postmortems.reviews.models import Review


class Snapshot(models.Model):
    """Sealed words that two people can read, until one of them puts them away. The account itself stays private.

    Its id came with the form, so that the same press makes one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.DB_CASCADE, related_name="+")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.DB_CASCADE, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+")
    sealed = models.BinaryField()
    shared_on = models.DateField()

    def __str__(self) -> str:
        return "a shared account"
