"""A card: what somebody wrote in silence, or what was captured and waits for a human eye."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from postmortems.meeting.models import Meeting
from postmortems.reviews.models import Review
from postmortems.shared.models import MadeOnce


class Kind(models.TextChoices):
    """What a captured line or a card is about."""

    MEMORY = "memory", _("what I saw")
    TIME = "time", _("time")
    SURPRISE = "surprise", _("surprise")
    FACTOR = "factor", _("factor")
    HELPED = "helped", _("helped")
    IDEA = "idea", _("idea")
    QUESTION = "question", _("question")
    PARK = "park", _("park")
    THANKS = "thanks", _("thanks")


class State(models.TextChoices):
    """How far a card came. Only `SHOWN` and `KEPT` ones may reach another screen than the facilitator's."""

    HIDDEN = "hidden", _("not turned over yet")
    TRAY = "tray", _("waits in the tray")
    BACK = "back", _("handed back")
    SHOWN = "shown", _("turned over")
    KEPT = "kept", _("in the review")
    AWAY = "away", _("put away")


class Exit(models.TextChoices):
    """How something leaves the parking lot."""

    PLAN = "plan", _("to the plan session")
    FORUM = "forum", _("to another forum")
    QUESTION = "question", _("an open question")
    LET_GO = "let_go", _("let go")


class Card(MadeOnce):
    """No author and no time of writing: who wrote it can only be shown by the browser that did (`tag`, own_cards.py).
    `is_allowed`: a human read what the guard flagged, and lets it stand. Raw notes are purged after 90 days.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="cards")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=6, choices=State, default=State.HIDDEN)
    body = models.CharField(max_length=500)
    tag = models.CharField(max_length=64, blank=True, help_text="empty for what the facilitator captured")
    happened_at = models.DateTimeField(null=True, blank=True)
    is_allowed = models.BooleanField(default=False)
    votes = models.PositiveSmallIntegerField(null=True, blank=True)
    became = models.CharField(max_length=40, blank=True, help_text="kind:id of what it is in the review")
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")
    left_as = models.CharField(max_length=10, choices=Exit, blank=True)
    left_note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["meeting", "kind", "state"], name="card_of_meeting")]

    def __str__(self) -> str:
        return f"card {self.pk} of {self.meeting_id}"
