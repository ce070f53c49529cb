"""A card on Home, some time after, put away by the person whom it asks, and behind the fence as what they write."""

import uuid

from django.conf import settings
from django.db import models

from postmortems.reflections.moments import Moment
from postmortems.reviews.models import Review


class PutAway(models.Model):
    """That one person put one card away; nobody else learns that they were asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.DB_CASCADE, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    moment = models.CharField(max_length=10, choices=Moment)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "review", "moment"], name="card_put_away_once")]

    def __str__(self) -> str:
        return "a card that was put away"
