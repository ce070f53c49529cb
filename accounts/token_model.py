"""A token of somebody, as it is stored."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from postmortems.shared.models import MadeOnce


class Scope(models.TextChoices):
    """What a program may do with it. Nobody's private words are in any scope."""

    READ = "read", _("read reviews and action items")
    WRITE = "write", _("put incidents on record, and change what its owner may change")
    STATUS = "status", _("read counts and health, no words")
    SCIM = "scim", _("keep people and groups as your directory has them (SCIM), and nothing else")


class Token(MadeOnce):
    """Speaks for its owner until it ends. Only the hash of the secret is kept; `hint` is its beginning."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=80)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope))
    hint = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_on = models.DateField(help_text="the last day on which it works, in UTC")
    used_on = models.DateField(null=True, help_text="the last day on which it was used, in UTC; no hour, no place")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(scopes__len__gt=0), name="token_has_a_scope"),
            models.CheckConstraint(
                condition=~models.Q(scopes__contains=["scim"]) | models.Q(scopes=["scim"]), name="token_scim_alone"
            ),
        ]

    def __str__(self) -> str:
        return f"token {self.pk}"
