"""How little an action item leans on memory and attention. Pure (PRACTICE.md section 3.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Strength(models.IntegerChoices):
    WEAKER = 1, _("weaker")  # leans on remembering: training alone, a warning, "be careful"
    MIDDLE = 2, _("middle")  # helps at the right moment: an alarm with a runbook, a preview, a drill
    STRONGER = 3, _("stronger")  # removes or blocks the path


class Reach(models.TextChoices):
    """How far the change helps. Shown beside strength, never multiplied into a score."""

    SPOT = "spot", _("this spot")
    SERVICE = "service", _("this service")
    CLASS = "class", _("this class of thing")
    EVERYWHERE = "everywhere", _("everywhere")


class Type(models.TextChoices):
    """What an action item is for (PRACTICE.md section 3.3)."""

    CONTAIN = "contain", _("contain now")
    PREVENT = "prevent", _("prevent")
    DETECT = "detect", _("detect sooner")
    LIMIT = "limit", _("limit harm")
    RECOVER = "recover", _("recover faster")
    RESPOND = "respond", _("improve how we respond")
    SPREAD = "spread", _("spread knowledge")
    TRY = "try", _("try")
    FIND_OUT = "find_out", _("find out")
