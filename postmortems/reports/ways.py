"""The ways of saying that something nearly went wrong, or felt odd: what each asks, and who then knows. Pure."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Way(models.TextChoices):
    """Who knows whose words these are. Confidential and anonymous are two promises, and never mixed."""

    NAMED = "named", _("With my name")
    CONFIDENTIAL = "confidential", _("Confidentially")
    ANONYMOUS = "anonymous", _("Without my name")


class Matter(models.TextChoices):
    NEAR_MISS = "near_miss", _("A near miss")
    NOTICED = "noticed", _("I noticed something")


# How those who facilitate read it.
HOW: dict[str, Words] = {
    Way.NAMED: _("by name"),
    Way.CONFIDENTIAL: _("confidential"),
    Way.ANONYMOUS: _("without a name"),
}


@dataclass(frozen=True)
class Asks:
    """The three questions of a matter."""

    what: Words
    where: Words
    helps: Words


ASKS: dict[Matter, Asks] = {
    Matter.NEAR_MISS: Asks(_("What nearly happened?"), _("Where?"), _("What kept it small?")),
    Matter.NOTICED: Asks(_("What did you notice?"), _("Where?"), _("What would help?")),
}


def matter_called(name: str) -> Matter:
    """The matter of this name; a near miss for anything else."""
    return Matter(name) if name in Matter.values else Matter.NEAR_MISS


@dataclass(frozen=True)
class Assurance:
    """The promise of a way, and what it does not cover, as it is printed where people type."""

    promise: Words
    exceptions: tuple[Words, ...]


ASSURANCES: dict[Way, Assurance] = {
    Way.NAMED: Assurance(
        _(
            "Those who facilitate reviews read it with your name. If a review comes of it, the review says that you "
            "told it."
        ),
        (),
    ),
    Way.CONFIDENTIAL: Assurance(
        _(
            "Those who facilitate reviews know that it was you, and can ask you. Nobody else here learns it: not your "
            "team, not who leads it, not who administers this place. No page, mail or count says your name."
        ),
        (
            _("Your own words may tell who you are to people who know the work."),
            _("Where somebody is in danger or the law asks, who facilitates may have to act, and tells you first."),
            _("Whoever runs the server could read the database."),
        ),
    ),
    Way.ANONYMOUS: Assurance(
        _(
            "Nobody with an account here can find out who you are, those who facilitate or administer included. No "
            "sign-in is looked at; no address, browser or time is kept, only the working day on which it is read first."
        ),
        (
            _("Your own words may tell who you are: names, times, whose shift it was, how you write."),
            _(
                "Whoever runs the server or the network could see that this device opened this page, and until the "
                "following night in which order reports came."
            ),
            _("The code that you get is the only way to the answer. Lost, nobody can bring it back."),
        ),
    ),
}  # fmt: skip
