"""Words that must not be lost: long texts with their history, drafts, and sentences that wait for a facilitator."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from postmortems.shared.text import RENDERER_VERSION
from postmortems.wording.guarded import GuardedField, GuardedModel, SealField, StateField, seal_constraint
from postmortems.wording.policy import SLOTS, Policy


def renderer_version() -> int:
    """The version that renders today. A function, so that the next one needs no migration."""
    return RENDERER_VERSION


class Rendered(models.Model):
    """Markdown kept as source, with the HTML made from it when it was saved, and a version that guards against lost
    updates.
    """

    # Each source with the column of its HTML.
    RENDERED: ClassVar[dict[str, str]] = {"body": "html"}

    html = models.TextField(blank=True, editable=False)
    renderer_version = models.PositiveSmallIntegerField(default=renderer_version, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Text(Rendered, GuardedModel):
    """One long text of one thing: a section of a review, say. Its own row, so that two people in two sections never
    meet.

    `owner_kind` and `owner_id` name the thing ("review", 12), `slot` the place in it ("summary").
    """

    owner_kind = models.CharField(max_length=20)
    owner_id = models.BigIntegerField()
    slot = models.CharField(max_length=30)
    body = GuardedField(blank=True)
    body_state = StateField()
    body_seal = SealField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_kind", "owner_id", "slot"], name="text_one_per_slot"),
            seal_constraint("body", name="text_body_sealed"),
        ]
        # What names a review: a few of all texts, looked for by insights (how far reviews reach).
        indexes = [
            models.Index(fields=["owner_id"], condition=Q(html__contains='data-ref="PIR-'), name="text_that_refers")
        ]

    def __str__(self) -> str:
        return f"{self.slot} of {self.owner_kind} {self.owner_id}"

    def guard_policy(self, field: str) -> Policy:
        return SLOTS.get(self.slot, Policy.REFUSE)


class TextRevision(models.Model):
    """What a text said in one of its versions. Written with every change; never changed itself."""

    owner_kind = models.CharField(max_length=20)
    owner_id = models.BigIntegerField()
    slot = models.CharField(max_length=30)
    version = models.PositiveIntegerField()
    body = models.TextField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_kind", "owner_id", "slot", "version"], name="revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.slot} of {self.owner_kind} {self.owner_id}, version {self.version}"


class KeptManager(models.Manager["Draft"]):
    """Drafts that hold words. A place whose words were saved or put away keeps an empty row for a day."""

    def get_queryset(self) -> models.QuerySet["Draft"]:
        return super().get_queryset().exclude(body="")


class Draft(models.Model):
    """Words that are nobody else's yet: autosaved, refused, overtaken by another's save, or typed into an ended
    session.

    Once they are saved or put away the row stays for a day without them: by its `saved_at` an autosave that was on its
    way all the time is known to be late.
    """

    class Why(models.TextChoices):
        AUTOSAVED = "autosaved", _("kept while writing")
        REFUSED = "refused", _("kept when the guard asked for another sentence")
        CONFLICT = "conflict", _("kept when somebody else had saved first")
        EXPIRED = "expired", _("kept when the sign-in had ended")

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    target = models.CharField(max_length=40, help_text="kind:id of the thing, as in review:12")
    slot = models.CharField(max_length=30)
    base_version = models.PositiveIntegerField(default=0)
    body = models.TextField()
    why = models.CharField(max_length=10, choices=Why)
    saved_at = models.DateTimeField()

    objects = KeptManager()
    everything: ClassVar[models.Manager["Draft"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "target", "slot"], name="draft_one_per_place")]

    def __str__(self) -> str:
        return f"draft for {self.slot} of {self.target}"


class Dispute(models.Model):
    """ "This is not about a person": words that their author keeps while the facilitator decides.

    Once decided, `asked_by` is cleared: disputed sentences are kept to improve the rules, without their author
    (LANGUAGE.md 1).
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting for the facilitator")
        ALLOWED = "allowed", _("allowed")
        REWORDED = "reworded", _("reworded")

    review = models.ForeignKey("postmortems.Review", on_delete=models.CASCADE, related_name="disputes")
    target = models.CharField(max_length=40, help_text="kind:id of the thing whose words wait, as in factor:7")
    words = models.TextField()
    rules = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    offer = models.TextField(blank=True, help_text="the rewording that the facilitator offers")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target"], condition=models.Q(outcome="waiting"), name="dispute_one_waiting_per_sentence"
            )
        ]
        indexes = [models.Index(fields=["review", "outcome"])]

    def __str__(self) -> str:
        return f"dispute about {self.target}"
