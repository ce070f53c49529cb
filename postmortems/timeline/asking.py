"""The question that each kind of entry brings with it, in our own words (PRACTICE.md section 2.2)."""

from django.utils.translation import gettext_lazy as _

from postmortems.timeline.models import TimelineEvent

Kind = TimelineEvent.Kind

QUESTIONS = {
    Kind.NORMAL: _("How does an ordinary day with this part of the system look?"),
    Kind.TRIGGER: _("What changed just before, and what made it look safe to change?"),
    Kind.DETECTION: _("How did the signal reach a person? What did it say, and what did it leave out?"),
    Kind.OBSERVATION: _("What was on the screen then?"),
    Kind.HYPOTHESIS: _("What was the picture of the system at this point? What was expected to come next?"),
    Kind.DIAGNOSIS: _("What turned out to behave unlike the picture we had of it?"),
    Kind.DECISION: _("Which choices lay on the table, and what made this one look good?"),
    Kind.ACTION: _("What was it meant to do, and who else was acting at the same time?"),
    Kind.COMMUNICATION: _("Who learned what by it, and who had to be told again?"),
    Kind.MITIGATION: _("What eased it, and how was that known?"),
    Kind.RECOVERY: _("What told us that it was over?"),
    Kind.KEY_MOMENT: _("What was new from here on for at least one of us?"),
}
