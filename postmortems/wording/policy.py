"""Where the guard refuses, where it only hints, and which states let words be published. Pure."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Policy(StrEnum):
    """What a field does with words that blame a person."""

    REFUSE = "refuse"  # factors, lessons, action items: not saved
    OWN = "own"  # acknowledgements: not saved when they blame others; owning what oneself decided is welcome
    HINT = "hint"  # title, summary, impact: saved, and must be settled before publishing


class WordingState(models.TextChoices):
    """What is known about guarded words. Publishing needs `CHECKED` or `ALLOWED`."""

    CHECKED = "checked", _("checked")
    HINTED = "hinted", _("to be looked at before publishing")
    HELD = "held", _("held for the facilitator")
    ALLOWED = "allowed", _("allowed by the facilitator")
    IMPORTED = "imported", _("imported, not yet reviewed")


PUBLISHABLE = frozenset({WordingState.CHECKED, WordingState.ALLOWED})

# Sections of a review that are kept as Text, and what the guard does there.
SLOTS: dict[str, Policy] = {
    "summary": Policy.HINT,
    "expected": Policy.HINT,
    "impact": Policy.HINT,
    "surprise": Policy.HINT,
    "gap": Policy.HINT,
    "imported": Policy.HINT,
    "lessons": Policy.REFUSE,
    "acknowledgement": Policy.OWN,
    "closing": Policy.REFUSE,
}
