"""Theme reviews: several reviews looked at together, because the same kind of condition came back."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.reviews.collected import Collected
from postmortems.reviews.models import Depth, Kind, Participant, Review
from postmortems.reviews.states import State
from postmortems.shared import clock
from postmortems.shared.models import next_number

LEAST = 3  # reviews that make a theme (PRACTICE.md section 1)


class NotEnough(Exception):
    """A theme needs three reviews."""


@transaction.atomic
def start_theme(*, reviews: Sequence[Review], title: str, actor: User, form_key: uuid.UUID) -> Review:
    """A review of its own over several others, which stay as they are. The same `form_key` again gives the same one.

    Raises NotEnough, with nothing changed.
    """
    if found := Review.objects.filter(form_key=form_key, filed_by=actor).first():
        return found
    if len(reviews) < LEAST:
        raise NotEnough
    theme = Review.objects.create(
        number=next_number("review"),
        title=title,
        kind=Kind.PROJECT,
        depth=Depth.THEME,
        state=State.DRAFT,
        zone=actor.zone,
        filed_by=actor,
        owner=actor,
        filed_at=clock.now(),
        form_key=form_key,
    )
    Participant.objects.create(review=theme, user=actor, role=Participant.Role.NARRATOR)
    Collected.objects.bulk_create([Collected(theme=theme, review=review) for review in reviews])
    record(verb="started a theme", chain=f"review:{theme.pk}", actor=actor)
    return theme
