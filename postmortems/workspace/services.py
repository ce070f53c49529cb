"""What happens to a review as a whole: its words, its facts, and where it goes next."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Power
from postmortems.audit.services import record
from postmortems.live.services import announce
from postmortems.reviews import services as reviews
from postmortems.reviews.models import Incident, Review
from postmortems.reviews.states import State
from postmortems.wording.models import Text
from postmortems.wording.services import remember, write_text
from postmortems.workspace.fragments import TEXT
from postmortems.workspace.gate import open_points


@transaction.atomic
def save_section(*, review: Review, slot: str, body: str, base_version: int, author: User) -> Text:
    """Save a section of the review. Raises Conflict and BlameRefused, with nothing changed."""
    text = write_text(kind="review", pk=review.pk, slot=slot, body=body, base_version=base_version, author=author)
    record(verb="wrote a section", chain=f"review:{review.pk}", actor=author, fields=(slot,))
    announce(room=f"review:{review.pk}", topic=TEXT, object_id=text.pk)
    return text


@transaction.atomic
def save_facts(*, review: Review, incident: Incident | None, changes: dict[str, Any], author: User) -> None:
    """Write the short facts that changed: those of the review, and those of its incident."""
    title = changes.pop("title", None)
    if title is not None:
        review.title = title
        review.save(update_fields=["title"])
        remember(kind="review", pk=review.pk, slot="title", body=review.title, author=author)
    if incident and changes:
        for name, value in changes.items():
            setattr(incident, name, value)
        incident.save(update_fields=list(changes))
    names = [*changes, *(["title"] if title is not None else [])]
    record(verb="changed facts", chain=f"review:{review.pk}", actor=author, fields=tuple(names))


@transaction.atomic
def save_people(*, review: Review, changes: dict[str, Any], author: User) -> None:
    """Write who keeps the review and who may see it."""
    people = changes.pop("visible_people", None)
    for name, value in changes.items():
        setattr(review, name, value)
    if changes:
        review.save(update_fields=list(changes))
    if people is not None:
        review.visible_people.set(people)
    names = [*changes, *(["visible_people"] if people is not None else [])]
    record(verb="changed people", chain=f"review:{review.pk}", actor=author, fields=tuple(names))


@transaction.atomic
def move(*, review: Review, to: str, actor: User, powers: frozenset[Power], reason: str = "") -> Review:
    """Move the review on. Publishing waits for open points. Raises reviews.services.CannotMove with the reason for a
    person.
    """
    if to == State.PUBLISHED and open_points(review):
        raise reviews.CannotMove(_("Some words still wait to be settled. They are listed here."))
    return reviews.move(review=review, to=to, actor=actor, powers=powers, reason=reason)
