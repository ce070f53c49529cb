"""What a person can choose to hear of in the app only. Mail about the account and about meetings is none of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    PROMISES = "promises", _("What I promised, and what is offered to me")
    REVIEWS = "reviews", _("Reviews that I keep: what waits, questions, plans that need a home or room")
    FOLLOWED = "followed", _("What I follow, and where I am mentioned")
    LIST = "list", _("The list of the week for those who lead a team")
    LETTER = "letter", _("The letter of the month, and the look-back on a quarter")
