"""Whom something is told, and what became of each thing that was."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import Team
from postmortems.outgoing.kinds import Fate, Form, News


class Receiver(models.Model):
    """An address of another program. Nothing is told before somebody makes one.

    Address and secrets are written so that only this installation reads them (shared/sealing.py): the address of a chat
    is a secret itself. What it hears is what its owner may see, and never what is shown to named people only.
    """

    name = models.CharField(max_length=80)
    form = models.CharField(max_length=10, choices=Form)
    host = models.CharField(max_length=253, help_text="of its address, for the page that lists it")
    sealed_url = models.BinaryField()
    sealed = models.BinaryField(help_text="the secret that signs")
    sealed_before = models.BinaryField(null=True, help_text="the one before, which signs as well for a day")
    before_until = models.DateTimeField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    news = ArrayField(models.CharField(max_length=20, choices=News), default=list)
    sends_list = models.BooleanField(default=False, help_text="the list of the week of its team, on Mondays")
    is_on = models.BooleanField(default=True)
    seen_entry = models.BigIntegerField(default=0, help_text="up to where the record was looked through")
    failures = models.PositiveIntegerField(default=0, help_text="in a row")
    rests_until = models.DateTimeField(null=True, help_text="after a failure nothing is sent before")
    leased_until = models.DateTimeField(null=True, help_text="one sender at a time, so that the order holds")
    form_key = models.UUIDField(unique=True, help_text="the same form sent twice makes one")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return f"receiver {self.pk}"


class Sending(models.Model):
    """One thing to be told to one receiver. Its words are not kept: they are put together when it is sent, of what may
    be seen then.
    """

    receiver = models.ForeignKey(Receiver, on_delete=models.CASCADE, related_name="sendings")
    uid = models.UUIDField(default=uuid.uuid4, help_text="by which the receiver knows a repetition")
    news = models.CharField(max_length=20, choices=News)
    about = models.CharField(max_length=40, help_text="kind:id of the thing, as in review:12")
    key = models.CharField(max_length=80, help_text="what is told once")
    happened_at = models.DateTimeField()
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    reply = models.CharField(max_length=60, blank=True, help_text="a status or a word of ours, nothing that was said")
    tried_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["receiver", "key"], name="sending_once")]
        indexes = [models.Index(fields=["receiver", "id"], condition=Q(fate="waiting"), name="sending_waiting")]

    def __str__(self) -> str:
        return f"sending {self.pk} to receiver {self.receiver_id}"
