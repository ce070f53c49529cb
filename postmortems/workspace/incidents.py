"""The incidents that a review looks at: what a page says of each, and bringing them in, out and to another review."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.audit.services import record
from postmortems.live.services import announce
from postmortems.reviews.intervals import Interval, intervals
from postmortems.reviews.models import Incident, Review
from postmortems.shared import clock
from postmortems.workspace.facts_form import IMPACT
from postmortems.workspace.fragments import INCIDENT


class CannotMoveIncident(Exception):
    """It stays where it is; the message says why, to a person."""


def first_incident(review: Review) -> Incident | None:
    """The incident that the page is about; a project or a drill has none."""
    return next(iter(review.incidents.all()), None)


@dataclass(frozen=True)
class Told:
    """One incident as the facts tell it."""

    incident: Incident
    intervals: list[Interval]

    @property
    def felt(self) -> Interval:
        """How long people felt it: from onset until it was over."""
        return self.intervals[-1]

    @property
    def is_known(self) -> bool:
        """Whether any interval is."""
        return any(one.minutes is not None for one in self.intervals)

    @property
    def says_impact(self) -> bool:
        names = (*IMPACT, "impact_unknown")
        return any(getattr(self.incident, name) not in ("", None) for name in names if name != "impact_basis")


def told(incident: Incident) -> Told:
    stamps: dict[str, dt.datetime | None] = {name: getattr(incident, name) for name in Incident.STAMPS}
    return Told(incident, intervals(stamps, about=incident.about))


def incident_facts(review: Review) -> dict[str, Any]:
    """The facts of the first incident, and of the others. No query where the incidents were read."""
    all_told = [told(incident) for incident in review.incidents.all()]
    return {"facts": all_told[0] if all_told else None, "more_incidents": all_told[1:]}


def say_roles(incident: Incident, words: Callable[[str], str]) -> None:
    """Change what a shared page shows of an incident; never saved."""
    for name in ("noticed", "impact_who", "impact_felt", "impact_displaced", "impact_unknown"):
        setattr(incident, name, words(getattr(incident, name)))
    for log in getattr(incident, "also", []):
        log |= {name: words(log[name] or "") for name in ("words", "name")}


@transaction.atomic
def add_incident(*, review: Review, noticed: str, actor: User) -> Incident:
    """Let the review look at one more. The same words twice, as a double click sends them, are one."""
    Review.objects.select_for_update().get(pk=review.pk)
    same = review.incidents.filter(noticed=noticed).first()
    if same:
        return same
    incident = Incident.objects.create(review=review, noticed=noticed)
    _tell(review, incident, verb="added an incident", actor=actor)
    return incident


@transaction.atomic
def remove_incident(*, incident: Incident, actor: User) -> None:
    """Put it in the trash. Removing it twice removes it once."""
    if Incident.objects.filter(pk=incident.pk).update(deleted_at=clock.now()):
        _tell(incident.review, incident, verb="removed an incident", actor=actor)


@transaction.atomic
def restore_incident(*, incident: Incident, actor: User) -> None:
    """Bring it back as it was."""
    if Incident.everything.filter(pk=incident.pk, deleted_at__isnull=False).update(deleted_at=None):
        _tell(incident.review, incident, verb="restored an incident", actor=actor)


@transaction.atomic
def move_incident(*, incident: Incident, to: Review, actor: User) -> None:
    """Let another review look at it instead. Raises CannotMoveIncident where that one is shared already."""
    source = incident.review
    if to.is_settled:
        raise CannotMoveIncident(_("%(ref)s is shared already, as it is.") % {"ref": to.ref})
    if Incident.objects.filter(pk=incident.pk, review=source).exclude(review=to).update(review=to):
        _tell(source, incident, verb="gave an incident away", actor=actor)
        _tell(to, incident, verb="took an incident in", actor=actor)


def _tell(review: Review, incident: Incident, *, verb: str, actor: User) -> None:
    target = f"incident:{incident.pk}"
    record(verb=verb, chain=f"review:{review.pk}", actor=actor, target=target, fields=("incidents",))
    announce(room=f"review:{review.pk}", topic=INCIDENT, object_id=incident.pk)
