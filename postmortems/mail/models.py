"""The outbox: what must be sent is a row, made in the transaction that causes it."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Delivery(models.Model):
    """One message to one person about one thing on one day, and how far it got (RELIABILITY.md sections 0 and 5).

    The unique key makes sure that the same event never asks twice, whoever notices it and however often. From `due_at`
    on the row is a notice in the app too, whatever becomes of the mail.
    """

    class Status(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        QUIET = "quiet"  # a notice in the app and no mail: of its kind, or as its recipient wishes
        DROPPED = "dropped"  # no longer wanted when its time came
        UNDELIVERABLE = "undeliverable"  # the server said never, or eight tries were not enough

    kind = models.CharField(max_length=30)
    about = models.CharField(max_length=40, help_text="kind:id of what it is about, as in action:12")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deliveries")
    local_date = models.DateField(help_text="the recipient's day that the message belongs to")
    status = models.CharField(max_length=15, choices=Status, default=Status.WAITING)
    due_at = models.DateTimeField()
    waits_until = models.DateTimeField(
        null=True,
        help_text="its mail does not go before: after a failure, or until mail comes again; the notice stands",
    )
    leased_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    digest_on = models.DateField(
        null=True, help_text="the recipient's day in whose one mail it goes, once that is begun"
    )
    last_reply = models.CharField(max_length=80, blank=True, help_text="the server's code, never its text")
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, help_text="when the recipient answered or put away its twin in the app")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "about", "recipient", "local_date"], name="delivery_once")
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(status="waiting"), name="delivery_waiting"),
            models.Index(fields=["recipient", "due_at"], condition=Q(seen_at=None), name="delivery_unseen"),
            models.Index(fields=["about"], name="delivery_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} about {self.about}"
