"""Saving words: long texts by version, refused words as drafts, disputed sentences as the facilitator decides."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Max

from accounts.models import User
from postmortems.shared import clock
from postmortems.shared.text import RENDERER_VERSION, clean, render
from postmortems.wording.models import Draft, Text, TextRevision

# An autosave that is still on its way after this long was not sent by a page that is open.
EMPTY_ROWS_STAY = dt.timedelta(days=1)


@dataclass
class Conflict(Exception):
    """Somebody saved first. Nothing was written; `theirs` is what stands now, `mine` what was typed."""

    mine: str
    theirs: str
    version: int


@dataclass
class OtherWords(Exception):
    """This place was written to since the form last heard of it. Nothing was kept; `draft` is what is there."""

    draft: Draft


def remember(*, kind: str, pk: int, slot: str, body: str, author: User | None, version: int | None = None) -> None:
    """Keep what a text said. Without a version it gets the next one; the caller holds the lock on the thing itself."""
    place = {"owner_kind": kind, "owner_id": pk, "slot": slot}
    if version is None:
        version = (TextRevision.objects.filter(**place).aggregate(last=Max("version"))["last"] or 0) + 1
    TextRevision.objects.create(**place, version=version, body=body, author=author, written_at=clock.now())


@transaction.atomic
def write_text(*, kind: str, pk: int, slot: str, body: str, base_version: int, author: User | None) -> Text:
    """Save a section's text over version `base_version` (0: there was none yet).

    Raises Conflict when somebody saved since, and BlameRefused where the guard refuses these words.
    """
    place = {"owner_kind": kind, "owner_id": pk, "slot": slot}
    text = Text(**place, body=clean(body), changed_at=clock.now(), changed_by=author, version=base_version + 1)
    text.html, text.renderer_version = render(text.body), RENDERER_VERSION
    field: Any = Text._meta.get_field("body")
    field.pre_save(text, add=False)
    if base_version == 0:
        try:
            with transaction.atomic():
                text.save(force_insert=True)
        except IntegrityError as error:
            raise _conflict(place, text.body) from error
    else:
        names = ("body", "body_state", "body_seal", "html", "renderer_version", "version", "changed_at", "changed_by")
        values = {name: getattr(text, name) for name in names}
        if not Text.objects.filter(**place, version=base_version).update(**values):
            raise _conflict(place, text.body)
        text = Text.objects.get(**place)
    remember(kind=kind, pk=pk, slot=slot, body=text.body, author=author, version=text.version)
    return text


def _conflict(place: dict[str, Any], mine: str) -> Conflict:
    standing = Text.objects.get(**place)
    return Conflict(mine=mine, theirs=standing.body, version=standing.version)


def overwrite_rendered(row: models.Model, *, body: str, base_version: int, **changes: Any) -> None:
    """Save the body of a Rendered row (an event) over `base_version`, with other changes. Raises Conflict."""
    manager = type(row)._base_manager  # its author may be changing what they keep back
    values = {"body": body, "html": render(body), "renderer_version": RENDERER_VERSION, "version": F("version") + 1}
    if not manager.filter(pk=row.pk, version=base_version).update(**values, **changes):
        standing: Any = manager.get(pk=row.pk)
        raise Conflict(mine=body, theirs=standing.body, version=standing.version)
    row.refresh_from_db()


def keep_draft(*, author: User, target: str, slot: str, body: str, why: str, base_version: int = 0) -> Draft:
    """Keep words that could not be saved, or not yet, for their author alone. One draft a place: the newest wins."""
    draft, _ = Draft.everything.update_or_create(
        author=author,
        target=target,
        slot=slot,
        defaults={"body": body, "why": why, "base_version": base_version, "saved_at": clock.now()},
    )
    return draft


@transaction.atomic
def autosave(*, author: User, target: str, slot: str, body: str, base_version: int, seen: dt.datetime) -> Draft:
    """Keep words while they are being typed; the guard is not asked. No words put the draft away.

    `seen` is when this form last heard of the place. Raises OtherWords when the place was written to since: by another
    tab of the same person, or because its words were saved while this call was on its way. Words that were kept because
    somebody else had saved first stay known as such.
    """
    place = {"author": author, "target": target, "slot": slot}
    rows = Draft.everything.select_for_update()
    fresh = {"body": body, "why": Draft.Why.AUTOSAVED, "base_version": base_version, "saved_at": clock.now()}
    draft, is_new = rows.get_or_create(**place, defaults=fresh)
    if is_new or draft.body == body:
        return draft
    if draft.saved_at > seen:
        raise OtherWords(draft)
    if draft.body and draft.why == Draft.Why.CONFLICT:
        del fresh["why"], fresh["base_version"]
    for name, value in fresh.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(fresh))
    return draft


@transaction.atomic
def drop_draft(*, author: User, target: str, slot: str) -> None:
    """The words were saved where they belong, or put away: nothing of them stays."""
    keep_draft(author=author, target=target, slot=slot, body="", why=Draft.Why.AUTOSAVED)
    late = clock.now() - EMPTY_ROWS_STAY
    Draft.everything.filter(author=author, body="", saved_at__lt=late).delete()
