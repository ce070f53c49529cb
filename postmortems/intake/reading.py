"""What the worker does: read one waiting file after the other, a day at a time, and say how far it is.

The database remembers (docs/decisions/0003): a reading whose worker died is taken up by the next look, from the start.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from postmortems.intake.bringing import told
from postmortems.intake.chunks import file_of
from postmortems.intake.filling import Filling
from postmortems.intake.models import Batch
from postmortems.intake.uploading import files_of
from postmortems.shared import clock
from postmortems.timeline.importers.chat import numbered
from postmortems.timeline.importers.result import CannotReadError, Problem
from postmortems.timeline.importers.slack_export import open_archive, people_in, read_days

# A reading says that it lives after each day of the export; silent for this long, its worker is gone.
SILENT = dt.timedelta(seconds=90)
MOST_TRIES = 3
STOPPED = _("Reading it stopped three times. A shorter stretch may go through.")


class PutAway(Exception):
    """Somebody put the batch away while it was read."""


def read_waiting() -> int:
    """Read everything that waits; gives how many files were looked at."""
    count = 0
    while batch := _claim():
        _read(batch)
        count += 1
    return count


def _claim() -> Batch | None:
    """The next file, marked as ours; two workers never take the same."""
    silent = Q(state=Batch.State.READING, beat_at__lt=clock.now() - SILENT)
    with transaction.atomic():
        rows = Batch.objects.filter(Q(state=Batch.State.WAITING) | silent).order_by("pk")
        batch = rows.select_for_update(skip_locked=True).first()
        if batch is None:
            return None
        batch.state, batch.beat_at, batch.tries = Batch.State.READING, clock.now(), batch.tries + 1
        batch.done = 0
        batch.save(update_fields=["state", "beat_at", "tries", "done"])
        return batch


def _read(batch: Batch) -> None:
    """Read the whole of it, or leave nothing but the reason."""
    try:
        if batch.tries > MOST_TRIES:
            raise CannotReadError(Problem(1, 1, STOPPED))
        _fill(batch)
    except PutAway:
        _forget(batch)
    except CannotReadError as error:
        _forget(batch)
        _ours(batch).update(state=Batch.State.REFUSED, problems=told(error.problems))


def _fill(batch: Batch) -> None:
    _drop_lines(batch)
    archive = open_archive(file_of(batch))
    files = files_of(batch, archive)
    whole = sum(file.size for file in files)
    filling, people, read = Filling(batch), people_in(archive), 0
    for size, items in read_days(archive, files, people):
        with transaction.atomic():
            filling.take(numbered(iter(items)))
        read += size
        _say(batch, round(batch.size * read / whole) if whole else batch.size)
    with transaction.atomic():
        filling.finish()
        done = {"state": batch.state, "noise": batch.noise, "begins_on": batch.begins_on, "done": batch.size}
        if not _ours(batch).update(**done):
            raise PutAway
        batch.chunks.all().delete()


def _ours(batch: Batch) -> QuerySet[Batch]:
    """The batch, as long as nobody put it away."""
    return Batch.objects.filter(pk=batch.pk, state=Batch.State.READING)


def _say(batch: Batch, done: int) -> None:
    """How far it is. Raises PutAway."""
    if not _ours(batch).update(done=done, beat_at=clock.now()):
        raise PutAway


def _forget(batch: Batch) -> None:
    with transaction.atomic():
        _drop_lines(batch)
        batch.chunks.all().delete()


def _drop_lines(batch: Batch) -> None:
    batch.lines.all().delete()
    batch.voices.all().delete()
