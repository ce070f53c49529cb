"""How contributing factors are sorted. Pure. The sixteen codes have deliberately no "human": whatever looks human is
coded as the
condition that shaped it (PRACTICE.md section 3.1, reconciled from SEIPS, HFACS, Tripod and Atlassian's causes)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Code(models.TextChoices):
    DESIGN = "DSN", _("Design and defaults")
    CHANGE = "CHG", _("Change and release")
    TESTING = "TST", _("Checking before use")
    CAPACITY = "CAP", _("Load and limits")
    DEPENDENCY = "DEP", _("Dependencies and suppliers")
    SEEING = "OBS", _("Seeing and alerting")
    TOOLS = "TOL", _("Tools and interfaces")
    PROCEDURES = "PRO", _("Procedures and documents")
    KNOWLEDGE = "KNO", _("Knowledge spread and training")
    COMMUNICATION = "COM", _("Communication and handover")
    OWNERSHIP = "OWN", _("Ownership and coordination")
    WORKLOAD = "WRK", _("Workload, staffing, fatigue, timing")
    GOALS = "GOL", _("Goals and incentives")
    SAFEGUARDS = "DEF", _("Safeguards and recovery")
    MAINTENANCE = "MNT", _("Ageing and postponed care")
    OUTSIDE = "EXT", _("Outside world")


class Sign(models.TextChoices):
    """What the condition did to the outcome."""

    MADE_POSSIBLE = "possible", _("made it possible")
    SET_OFF = "set_off", _("set it off")
    MADE_WORSE = "worse", _("made it worse")
    HID = "hid", _("hid it")
    HELD_BACK = "held_back", _("held it back")  # what helped


class Level(models.TextChoices):
    """Where in the system the condition lives. Leaders are part of the system."""

    TOOL = "tool", _("tool")
    TEAM = "team", _("team")
    ORGANISATION = "organisation", _("organisation")
    OUTSIDE = "outside", _("outside")


class Confidence(models.TextChoices):
    OBSERVED = "observed", _("observed")
    INFERRED = "inferred", _("inferred")
    GUESS = "guess", _("a guess so far")
