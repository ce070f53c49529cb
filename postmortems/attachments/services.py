"""Taking a file in, describing it, putting it away and, after thirty days, forgetting it."""

import datetime as dt
import unicodedata
import uuid
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from django.db import IntegrityError, transaction

from accounts.models import User
from postmortems.attachments import storage
from postmortems.attachments.models import Attachment, stored_name
from postmortems.attachments.pictures import Picture, remake, says_picture
from postmortems.audit.services import record
from postmortems.live.services import announce
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.text import clean

TOPIC = "attachment"
LONGEST_NAME = 150
TRASH = dt.timedelta(days=30)
# A file without a row this long after it was written was left by a crash, or by a backup that was read back.
STRAY = dt.timedelta(days=1)
BATCH = 500


@dataclass(frozen=True)
class Kept:
    """What lies on the disk now, as its row says it."""

    stored: str
    size: int
    sha256: str
    picture: Picture | None


def attach(*, review: Review, file: Any, name: str, alt: str, actor: User, form_key: uuid.UUID) -> Attachment:
    """Keep an uploaded file with the review. The same `form_key` again gives the one that it made the first time.

    The file is there before its row, so that no row is without one. Raises Unreadable, TooManyPixels and DiskFull, with
    nothing kept.
    """
    made = Attachment.objects.filter(form_key=form_key, review=review).select_related("uploaded_by")
    if found := made.first():
        return found
    kept = _keep(file, name)
    try:
        return _note(review, kept, name, alt, actor, form_key)
    except IntegrityError:  # sent twice at once: the other one was first
        storage.drop(kept.stored)
        if found := made.first():
            return found
        raise
    except BaseException:
        storage.drop(kept.stored)
        raise


def _keep(file: Any, name: str) -> Kept:
    file.seek(0)
    begins = file.read(12)
    file.seek(0)
    stored = stored_name()
    try:
        with storage.writing() as whole:
            picture = _picture(file, whole, stored) if says_picture(name, begins) else None
            if picture is None:
                storage.copy(file, whole)
            size, sha256 = storage.measure(whole)
            storage.put(whole, storage.place_of(stored))
    except BaseException:
        storage.drop(stored)
        raise
    return Kept(stored, size, sha256, picture)


def _picture(file: Any, whole: IO[bytes], stored: str) -> Picture:
    with storage.writing() as small:
        picture = remake(file, whole=whole, small=small)  # type: ignore[arg-type]
        storage.put(small, storage.place_of(stored, small=True))
    return picture


@transaction.atomic
def _note(review: Review, kept: Kept, name: str, alt: str, actor: User, form_key: uuid.UUID) -> Attachment:
    picture = kept.picture
    attachment = Attachment.objects.create(
        review=review,
        kind=Attachment.Kind.IMAGE if picture else Attachment.Kind.FILE,
        name=shown_name(name, ending=picture.ending if picture else ""),
        content_type=picture.content_type if picture else "application/octet-stream",
        size=kept.size,
        sha256=kept.sha256,
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        alt=clean(alt),
        stored=kept.stored,
        uploaded_by=actor,
        uploaded_at=clock.now(),
        form_key=form_key,
    )
    _tell(attachment, "attached a file", actor)
    return attachment


def shown_name(name: str, *, ending: str = "") -> str:
    """The name of a file as we show it: no folders, nothing that cannot be seen, and for a picture its true ending."""
    last = PurePosixPath(name.replace("\\", "/")).name
    seen = " ".join("".join(sign for sign in last if unicodedata.category(sign)[0] != "C").split()).strip(". ")
    stem, dot, end = seen.rpartition(".")
    if ending:
        stem, end = (stem if dot else seen) or "picture", ending
        return f"{stem[: LONGEST_NAME - len(end) - 1]}.{end}"
    if len(seen) <= LONGEST_NAME:
        return seen or "file"
    return f"{stem[: LONGEST_NAME - len(end) - 1]}.{end}" if dot and len(end) < 20 else seen[:LONGEST_NAME]


@transaction.atomic
def describe(*, attachment: Attachment, alt: str, actor: User) -> Attachment:
    """Say what it shows."""
    attachment.alt = clean(alt)
    attachment.save(update_fields=["alt"])
    _tell(attachment, "described a file", actor, "alt")
    return attachment


@transaction.atomic
def remove(*, attachment: Attachment, actor: User) -> Attachment:
    """Put it in the trash for thirty days. Removing it twice removes it once."""
    return _put(attachment, clock.now(), "removed a file", actor)


@transaction.atomic
def restore(*, attachment: Attachment, actor: User) -> Attachment:
    """Bring it back as it was."""
    return _put(attachment, None, "restored a file", actor)


def _put(attachment: Attachment, deleted_at: dt.datetime | None, verb: str, actor: User) -> Attachment:
    rows = Attachment.objects.filter(pk=attachment.pk, deleted_at__isnull=deleted_at is not None)
    if rows.update(deleted_at=deleted_at):
        _tell(attachment, verb, actor, "deleted_at")
    attachment.deleted_at = deleted_at
    return attachment


def _tell(attachment: Attachment, verb: str, actor: User, *fields: str) -> None:
    room = f"review:{attachment.review_id}"
    record(verb=verb, chain=room, actor=actor, target=f"{TOPIC}:{attachment.pk}", fields=fields)
    announce(room=room, topic=TOPIC, object_id=attachment.pk)


def forget() -> int:
    """Delete what was in the trash for thirty days, the row first: a file without a row is nobody's and goes by the
    next look, a row without its file would be a broken promise. Gives the number of rows. Twice does no harm.
    """
    old = Attachment.objects.filter(deleted_at__lt=clock.now() - TRASH)
    rows = dict(old.order_by("pk").values_list("pk", "stored")[:BATCH])
    Attachment.objects.filter(pk__in=rows).delete()
    for stored in rows.values():
        storage.drop(stored)
    return len(rows)


def forget_all() -> None:
    """What was in the trash for thirty days, and what no row knows."""
    while forget() == BATCH:
        pass
    sweep()


def sweep() -> int:
    """Delete files that no row knows, a batch at a time. Gives their number."""
    before, batch, gone = (clock.now() - STRAY).timestamp(), set[str](), 0
    storage.drop_left_behind(before)
    for stored, written in storage.names_on_disk():
        if written < before:
            batch.add(stored)
        if len(batch) >= BATCH:
            gone, batch = gone + _drop_unknown(batch), set()
    return gone + _drop_unknown(batch)


def _drop_unknown(names: set[str]) -> int:
    unknown = names - set(Attachment.objects.filter(stored__in=names).values_list("stored", flat=True))
    for stored in unknown:
        storage.drop(stored)
    return len(unknown)
