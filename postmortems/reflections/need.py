"""What somebody who was in an incident needs, as the facilitator reads it: without a name."""

import uuid

from django.conf import settings
from django.db import models

from postmortems.reviews.models import Review


class Need(models.Model):
    """Who sent it is stored nowhere. Its id is random and came with the form; of the time only the day is kept, and it
    is read from the next day on. The facilitator's row alone, behind the same fence.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    facilitator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.DB_CASCADE, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    sealed = models.BinaryField()
    sent_on = models.DateField()

    def __str__(self) -> str:
        return "a need"
