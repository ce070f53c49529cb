"""Large files: kept for the worker, and of an export first asked what of it is wanted."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.intake.bringing import new_batch
from postmortems.intake.chunks import file_of, keep
from postmortems.intake.models import Batch
from postmortems.reviews.models import Review
from postmortems.timeline.importers import slack_export
from postmortems.timeline.importers.slack_export import Archive, DayFile, open_archive

# What an export is read around, unless somebody chooses otherwise.
BEFORE, AFTER = dt.timedelta(days=1), dt.timedelta(days=2)


@dataclass(frozen=True)
class Chosen:
    """Which channels of an export are read, from which day to which."""

    channels: list[str]
    first: dt.date
    last: dt.date


@transaction.atomic
def upload(*, review: Review, name: str, stretches: Iterable[bytes], author: User, form_key: uuid.UUID) -> Batch:
    """Keep an export and offer what is in it. Raises CannotReadError for one that cannot be opened; nothing is kept."""
    if made := Batch.objects.filter(form_key=form_key, review=review).first():
        return made
    batch = new_batch(review, author=author, form_key=form_key, name=name, importer=slack_export.SLUG)
    batch.state, batch.source = Batch.State.CHOOSING, slack_export.SOURCE
    batch.save(force_insert=True)
    batch.size = keep(batch, stretches)
    open_archive(file_of(batch))
    batch.save(update_fields=["size"])
    record(verb="brought something", chain=f"review:{review.pk}", actor=author, target=f"batch:{batch.pk}")
    return batch


def offered(batch: Batch) -> tuple[Archive, Chosen]:
    """What an export holds, and what of it lies around the incident; all of it where nothing does."""
    archive = open_archive(file_of(batch))
    first, last = batch.begins_on - BEFORE, batch.begins_on + AFTER
    near = archive.chosen(archive.channels, first, last)
    if not near:
        days = [file.day for file in archive.days]
        first, last = min(days), max(days)
    channels = {file.channel for file in near} or set(archive.channels)
    return archive, Chosen(sorted(channels), first, last)


def choose(*, batch: Batch, chosen: Chosen) -> bool:
    """Let the worker read this; False when nothing was said on those days in those channels."""
    files = open_archive(file_of(batch)).chosen(chosen.channels, chosen.first, chosen.last)
    if not files:
        return False
    kept = {"channels": chosen.channels, "first": chosen.first.isoformat(), "last": chosen.last.isoformat()}
    Batch.objects.filter(pk=batch.pk, state=Batch.State.CHOOSING).update(state=Batch.State.WAITING, chosen=kept, done=0)
    return True


def files_of(batch: Batch, archive: Archive) -> list[DayFile]:
    """The days of the channels that were chosen."""
    said = batch.chosen
    return archive.chosen(said["channels"], dt.date.fromisoformat(said["first"]), dt.date.fromisoformat(said["last"]))
