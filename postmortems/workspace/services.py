"""What happens to a review as a whole: its words, its keepers, and where it goes next."""

from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.roles import Power
from postmortems.audit.services import record
from postmortems.live.services import announce, ask_everybody_again
from postmortems.reviews import services as reviews
from postmortems.reviews.mentions import tell_mentioned
from postmortems.reviews.models import Review, Visibility
from postmortems.reviews.restricting import restrict
from postmortems.reviews.restriction import Restriction
from postmortems.reviews.states import State
from postmortems.wording.models import Text
from postmortems.wording.queries import words_of
from postmortems.wording.services import write_text
from postmortems.workspace import sharing
from postmortems.workspace.fragments import TEXT


@transaction.atomic
def save_section(*, review: Review, slot: str, body: str, base_version: int, author: User) -> Text:
    """Save a section of the review. Raises Conflict and BlameRefused, with nothing changed."""
    before = words_of(kind="review", pk=review.pk, slot=slot, version=base_version) if "@" in body else ""
    text = write_text(kind="review", pk=review.pk, slot=slot, body=body, base_version=base_version, author=author)
    record(verb="wrote a section", chain=f"review:{review.pk}", actor=author, fields=(slot,))
    announce(room=f"review:{review.pk}", topic=TEXT, object_id=text.pk)
    tell_mentioned(review=review, about=f"text:{text.pk}", body=text.body, before=before, author=author)
    return text


@transaction.atomic
def save_people(*, review: Review, said: dict[str, Any], changes: dict[str, Any], author: User) -> None:
    """Write who keeps the review and who may see it; of one that is kept to some also why, and until when (`said`)."""
    reasons = {name: said[name] for name in ("because", "ends_on")}
    changed_reasons = [changes.pop(name) for name in reasons if name in changes]
    shown_to = {name: changes.pop(name) for name in ("visible_teams", "visible_people") if name in changes}
    for name, value in changes.items():
        setattr(review, name, value)
    if changes:
        review.save(update_fields=list(changes))
    for name, chosen in shown_to.items():
        getattr(review, name).set(chosen)
    if review.visibility != Visibility.EVERYONE and (changed_reasons or "visibility" in changes):
        restrict(review=review, **reasons, actor=author)
    elif "visibility" in changes:
        Restriction.objects.filter(review=review).delete()
    if changes or shown_to:
        record(verb="changed people", chain=f"review:{review.pk}", actor=author, fields=(*changes, *shown_to))
        ask_everybody_again()


def move(*, review: Review, to: str, actor: User, powers: frozenset[Power], reason: str = "") -> Review:
    """Move the review on; sharing it asks the gate. Raises reviews.services.CannotMove with the reason for a person."""
    if to == State.PUBLISHED:
        return sharing.publish(review=review, actor=actor, powers=powers)
    return reviews.move(review=review, to=to, actor=actor, powers=powers, reason=reason)
