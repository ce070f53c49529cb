"""What each kind of review asks as it is put on record. Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.reviews.models import Kind

Words = str | Promise


@dataclass(frozen=True)
class Asks:
    """The questions of one kind: the words, the time, and why it is worth it."""

    what: Words
    when: Words
    why: Words


ASKS: dict[Kind, Asks] = {
    Kind.INCIDENT: Asks(
        _("What did people notice?"),
        _("Since when?"),
        _("Three lines now. The rest can wait until you have slept."),
    ),
    Kind.NEAR_MISS: Asks(
        _("What nearly happened?"),
        _("When was it?"),
        _("Nothing broke, and that is the best time to look. What kept it small?"),
    ),
    Kind.PROJECT: Asks(
        _("What was finished, or stopped?"),
        _("Since when did it run?"),
        _("Looking back on work that is done: what went as planned, and what surprised us?"),
    ),
    Kind.DRILL: Asks(
        _("What was practised?"),
        _("When did it begin?"),
        _("A drill shows what works before it has to."),
    ),
    Kind.SUCCESS: Asks(
        _("What went better than expected?"),
        _("When was it?"),
        _("What goes well has conditions too. Naming them keeps them."),
    ),
}


def kind_called(name: str) -> Kind:
    """The kind of this name; an incident for anything else."""
    return Kind(name) if name in Kind.values else Kind.INCIDENT
