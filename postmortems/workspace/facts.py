"""Writing the short facts of a review, and of one of its incidents."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.live.services import announce
from postmortems.reviews.followers import tell_followers
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.services import service_called
from postmortems.shared import clock
from postmortems.wording.services import remember
from postmortems.workspace.asking import asked_by
from postmortems.workspace.fragments import INCIDENT
from postmortems.workspace.responding import TOLD
from postmortems.workspace.standing import PRESSED_FOR

# How sure somebody is of a stamp; the last of a stamp that has no time.
EXACT, ABOUT, UNKNOWN = "exact", "about", "unknown"
OF_THE_REVIEW = ("title", "kind")


@transaction.atomic
def save_facts(*, review: Review, incident: Incident | None, changes: dict[str, Any], author: User) -> None:
    """Write the short facts that changed: those of the review, and those of its incident. `started_at_is` says how
    sure `started_at` is.
    """
    own = {name: changes[name] for name in OF_THE_REVIEW if name in changes}
    for name, value in own.items():
        setattr(review, name, value)
    if "kind" in own and review.depth:
        review.template, review.sections = asked_by(review.kind, review.depth)
        review.save(update_fields=["template", "sections"])
    if own:
        review.save(update_fields=list(own))
    if "title" in own:
        remember(kind="review", pk=review.pk, slot="title", body=review.title, author=author)
    others = {name: value for name, value in changes.items() if name not in own}
    if incident and others:
        _save_incident(incident, others)
        announce(room=f"review:{review.pk}", topic=INCIDENT, object_id=incident.pk)
        _tell(review, incident, others, author)
    record(verb="changed facts", chain=f"review:{review.pk}", actor=author, fields=tuple(changes))


def _tell(review: Review, incident: Incident, changes: Mapping[str, Any], author: User) -> None:
    """Whoever follows hears of a moment that was filled in as it happened, not of one that is long past."""
    for name, what in TOLD.items():
        moment = changes.get(name)
        if moment and getattr(incident, name) is None and clock.now() - moment < PRESSED_FOR:
            tell_followers(review=review, what=what, actor=author)


def _save_incident(incident: Incident, changes: Mapping[str, Any]) -> None:
    """Over the row as it stands now: two people may say how sure they are of two stamps."""
    standing = Incident.objects.select_for_update().get(pk=incident.pk)
    plain = {name: value for name, value in changes.items() if name != "services" and not name.endswith("_is")}
    for name, value in plain.items():
        setattr(standing, name, value)
    for name in Incident.CLOCK:
        said = changes.get(f"{name}_is")
        if said is not None:
            standing.about = _with(standing.about, name, said == ABOUT)
            standing.unknown = _with(standing.unknown, name, said == UNKNOWN)
        if getattr(standing, name) is None:
            standing.about = _with(standing.about, name, False)
        else:
            standing.unknown = _with(standing.unknown, name, False)
    standing.save(update_fields=[*plain, "about", "unknown"])
    if "services" in changes:
        found = [service_called(name) for name in str(changes["services"]).split(",")]
        standing.services.set([service for service in found if service])


def _with(names: list[str], name: str, is_in: bool) -> list[str]:
    """The same names, with or without this one."""
    others = [other for other in names if other != name]
    return [*others, name] if is_in else others
