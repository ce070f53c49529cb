"""Thanks that were said in a meeting: in whose words, for which deed. Part of the review from then on."""

from django.conf import settings
from django.db import models

from accounts.models import User
from postmortems.audit.services import record
from postmortems.meeting.card import Card, State
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.models import MadeOnce


class Thanks(MadeOnce):
    """One sentence of thanks. Names are welcome here: thanks are no cause."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="thanks")
    words = models.CharField(max_length=500)
    said_on = models.DateField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"thanks {self.pk} in {self.review_id}"


def keep_thanks(card: Card, actor: User) -> None:
    """Keep the card's words as thanks, once. Belongs inside the transaction that captured it."""
    kept = {"review_id": card.review_id, "words": card.body, "said_on": clock.now().date(), "added_by": actor}
    thanks, is_new = Thanks.objects.get_or_create(form_key=card.form_key, defaults=kept)
    if is_new:
        record(verb="kept thanks", chain=f"review:{card.review_id}", actor=actor, target=f"thanks:{thanks.pk}")
    card.state, card.became = State.KEPT, f"thanks:{thanks.pk}"
    card.save(update_fields=["state", "became"])
