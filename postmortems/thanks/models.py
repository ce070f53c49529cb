"""Thanks: from a person, for a deed, in their words. As visible as faults, unless somebody wishes them private."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce


class Kind(models.TextChoices):
    """What for. Shared knowledge and speaking up stand equal to rescues."""

    RESPONSE = "response", _("for the response")
    OWNERSHIP = "ownership", _("for taking it on")
    KNOWLEDGE = "knowledge", _("for sharing what they know")
    SPOKE_UP = "spoke_up", _("for speaking up")


class Thanks(MadeOnce):
    """One sentence. Names are welcome here: thanks are no cause. Without `to` it is to everybody; without `kind` it was
    said in a meeting. Nobody is counted.
    """

    Kind = Kind

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="thanks")
    kind = models.CharField(max_length=10, choices=Kind, blank=True, db_default="")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    is_private = models.BooleanField(default=False, db_default=False, help_text="seen by the two of them alone")
    words = models.CharField(max_length=500)
    said_on = models.DateField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"thanks {self.pk} in {self.review_id}"
