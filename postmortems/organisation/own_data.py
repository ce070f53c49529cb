"""Everything that the database holds about one person, for themselves.

It is read by what each table says of people, so that a table that comes later is not forgotten.
"""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.reflections.models import Reflection
from postmortems.reflections.need import Need
from postmortems.reflections.prompts import SLOTS
from postmortems.reflections.queries import own_accounts, shared_by, words_of
from postmortems.reflections.sealing import Unreadable, opened_answers
from postmortems.reflections.snapshot import Snapshot
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review

IN_MEMORY = 5_000_000  # bytes of the archive
# What somebody did themselves is theirs wherever it stands; what is only about them in a review follows its gate.
DID = frozenset(
    {
        *("author", "written_by", "changed_by", "asked_by", "answered_by", "added_by", "uploaded_by", "brought_by"),
        *("moved_by", "made_by", "given_by", "decided_by", "said_by", "approved_by", "actor", "recipient"),
        *("reporter", "writer"),
    }
)
# A row that only was given to them to answer is somebody else's words.
NOT_THEIRS = frozenset({"asked"})
# Private rows are read through their fence and opened; other people's words to a facilitator are not the facilitator's.
READ_OTHERWISE = frozenset({Reflection, Snapshot, Need})
# What opens something or is kept twice.
NEVER = frozenset(
    {
        *("password", "session_key", "session_data", "digest", "sealed", "data", "html", "other_view_html"),
        *("key", "screen_key", "code", "stored", "token"),
    }
)
README = """\
What Second Story holds about you, as it was when this file was made.

about-me.json        your own row
my-accounts.txt      what you wrote for yourself alone, and what you show somebody
everything else      one file for each kind of thing, each row as it is stored

Left out: what opens something (passwords, keys, tokens), what other people wrote, and, in reviews that are not shared
with you any more, everything but your own words. Pictures and files that you attached go along with their review.
"""


def own_data(user: User) -> IO[bytes]:
    """A ZIP with everything of this person. Bounded by what one person did."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        archive.writestr("about-me.json", _written([_row(user, user, {})]))
        archive.writestr("my-accounts.txt", _accounts(user))
        for model, rows in _tables(user):
            if rows:
                archive.writestr(f"{model._meta.app_label}-{model._meta.model_name}.json", _written(rows))
    file.seek(0)
    return file


def _tables(user: User) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    numbers = dict(visible_to(user).values_list("pk", "number"))
    for model in apps.get_models():
        fields = [] if model in READ_OTHERWISE or model is User else _people_fields(model)
        found = {row.pk: row for field in fields for row in _rows(model, field, user)}
        yield model, [_row(row, user, numbers) for row in found.values()]


def _people_fields(model: Any) -> list[models.Field]:
    return [
        field for field in model._meta.concrete_fields if field.related_model is User and field.name not in NOT_THEIRS
    ]


def _rows(model: Any, field: models.Field, user: User) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = model._base_manager.filter(**{field.name: user})
    if field.name in DID:
        return rows
    if model is Review:
        return rows.filter(pk__in=visible_to(user))
    has_review = any(one.related_model is Review for one in model._meta.concrete_fields if one.name == "review")
    return rows.filter(review__in=visible_to(user)) if has_review else rows


def _row(row: Any, user: User, numbers: dict[int, int]) -> dict[str, Any]:
    """The columns as they are stored; of other people only that there is somebody."""
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name in NEVER or field.name.endswith("_seal") or isinstance(field, models.BinaryField):
            continue
        value = getattr(row, field.attname)
        if field.related_model is User:
            value = "me" if value == user.pk else "somebody else" if value else None
        elif field.related_model is Review:
            value = f"PIR-{numbers[value]}" if value in numbers else None
        told[field.name] = value
    return told


def _accounts(user: User) -> str:
    parts = []
    for line in own_accounts(user):
        try:
            words = opened_answers(line.row.sealed, author=user.pk).as_text(list(SLOTS))
        except Unreadable:
            words = _("(sealed with a key that is gone)")
        parts.append(f"{line.review.ref if line.review else '-'}\n\n{words}")
    for line in shared_by(user):
        parts.append(_("Shown to %(name)s:") % {"name": line.row.reader} + f"\n\n{_readable(line.row)}")
    return "\n\n----\n\n".join(parts)


def _readable(row: Any) -> str:
    try:
        return words_of(row)
    except Unreadable:
        return _("(sealed with a key that is gone)")


def _written(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False)
