"""Whom people can turn to, for what: the organisation's own list."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from postmortems.shared.models import MadeOnce


class Contact(MadeOnce):
    """One line of the list, in the organisation's own words."""

    class Purpose(models.TextChoices):
        REST = "rest", _("time off after a night")
        LISTENING = "listening", _("somebody who listens")
        COUNSELLING = "counselling", _("counselling from outside")
        MENTOR = "mentor", _("somebody who has done it before")
        TRAINING = "training", _("learning and practice")
        OTHER = "other", _("something else")

    purpose = models.CharField(max_length=12, choices=Purpose)
    who = models.CharField(max_length=120)
    how = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.who


def directory() -> list[tuple[str, list[Contact]]]:
    """The list by what people look for, without what nobody is named for; one query."""
    contacts = list(Contact.objects.all())
    grouped = [(purpose.label, [one for one in contacts if one.purpose == purpose]) for purpose in Contact.Purpose]
    return [(str(label), found) for label, found in grouped if found]
