"""What "prepared" means: five questions about a system, each with the way it is asked. Pure (PRACTICE.md section 6)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """Empty says nothing yet; what does not apply is left out of every count."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    NOT_APPLICABLE = "n_a", _("does not apply")


QUESTIONS: dict[str, Any] = {
    "alarm": _("An alarm for it existed"),
    "runbook": _("A runbook existed, and could be followed"),
    "second_person": _("A second person could have done it"),
    "way_back": _("The way back had been tested in the last 180 days"),
    "roles": _("Who does what was clear within ten minutes"),
}
