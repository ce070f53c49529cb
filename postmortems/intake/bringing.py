"""Something is brought and read at once: a paste, a file of text or JSON."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.intake.filling import Filling
from postmortems.intake.models import Batch
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.timeline.importers.chat import numbered
from postmortems.timeline.importers.registry import importer_for
from postmortems.timeline.importers.result import Problem


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A paste (without a name) or a small file."""

    data: bytes
    name: str = ""


class Unknown(Exception):
    """No importer reads this."""


@transaction.atomic
def bring(*, review: Review, brought: Brought, author: User, form_key: uuid.UUID) -> Batch:
    """Read what was brought into a batch to look through; the same form sent twice makes one.

    Raises Unknown, and CannotReadError with what is wrong; then nothing is kept.
    """
    if made := Batch.objects.filter(form_key=form_key, review=review).first():
        return made
    importer = importer_for(brought.data)
    if importer is None:
        raise Unknown
    batch = new_batch(review, author=author, form_key=form_key, name=brought.name, importer=importer.SLUG)
    batch.source, batch.size = importer.SOURCE, len(brought.data)
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError:
        return Batch.objects.get(form_key=form_key)
    filling = Filling(batch)
    filling.take(numbered(importer.read(brought.data, batch.begins_on)))
    filling.finish()
    batch.done = batch.size
    batch.save(update_fields=["state", "noise", "done", "begins_on"])
    record(verb="brought something", chain=f"review:{review.pk}", actor=author, target=f"batch:{batch.pk}")
    return batch


def told(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Problems as they are kept."""
    return [{"line": one.line, "column": one.column, "reason": one.words} for one in problems]


def new_batch(review: Review, *, author: User, form_key: uuid.UUID, name: str, importer: str) -> Batch:
    """A batch that is not stored yet, on the clock of the review and near to its incident."""
    return Batch(
        review=review,
        form_key=form_key,
        name=name[:120],
        importer=importer,
        begins_on=day_near(review),
        zone=review.zone,
        brought_by=author,
        brought_at=clock.now(),
    )


def day_near(review: Review) -> dt.date:
    """The day that a log without one is thought to be about: the incident's, else the day of its filing."""
    incident = review.incidents.exclude(started_at=None).order_by("started_at").first()
    moment = incident.started_at if incident and incident.started_at else review.filed_at or clock.now()
    return clock.local(moment, review.zone).date()
