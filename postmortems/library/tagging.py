"""Writing tags: what the words mean, and which reviews and conditions carry them."""

import uuid
from collections.abc import Mapping, Set

from django.db import transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.factors.tag import Tag, Tagged
from postmortems.reviews.models import Review
from postmortems.shared import clock


class DefinedAlready(Exception):
    """The word is there already, for the same kind of condition."""


@transaction.atomic
def define_tag(*, name: str, definition: str, code: str, actor: User, form_key: uuid.UUID) -> Tag:
    """Add a word. The same `form_key` again gives the one it made. Raises DefinedAlready."""
    if found := Tag.objects.filter(form_key=form_key).first():
        return found
    if Tag.objects.filter(name__iexact=name, code=code).exists():
        raise DefinedAlready
    tag = Tag.objects.create(name=name, definition=definition, code=code, form_key=form_key)
    record(verb="defined a tag", chain="tags", actor=actor, target=f"tag:{tag.pk}")
    return tag


@transaction.atomic
def change_tag(*, tag: Tag, name: str, definition: str, actor: User) -> Tag:
    """Say it otherwise. What carries the word keeps it. Raises DefinedAlready."""
    if Tag.objects.filter(name__iexact=name, code=tag.code).exclude(pk=tag.pk).exists():
        raise DefinedAlready
    tag.name, tag.definition = name, definition
    tag.save(update_fields=["name", "definition"])
    record(verb="changed a tag", chain="tags", actor=actor, target=f"tag:{tag.pk}")
    return tag


@transaction.atomic
def archive_tag(*, tag: Tag, actor: User, is_back: bool = False) -> None:
    """Offer it no more, or again. What carries it keeps it."""
    tag.archived_at = None if is_back else clock.now()
    tag.save(update_fields=["archived_at"])
    record(
        verb="offers a tag again" if is_back else "archived a tag", chain="tags", actor=actor, target=f"tag:{tag.pk}"
    )


@transaction.atomic
def tag_review(
    *, review: Review, added: Set[int], removed: Set[int], kinds: Mapping[int, int | None], actor: User
) -> None:
    """Give a review some tags and take others, and say the kinds of some of its conditions (None: none). What is not
    named stays as it is, so that two people who tag at once both keep what they said.
    """
    Review.objects.select_for_update().get(pk=review.pk)  # one writer at a time
    Tagged.objects.filter(review=review, factor=None, tag__in=removed).delete()
    rows = [Tagged(review=review, tag_id=tag) for tag in sorted(added)]
    for factor, tag in kinds.items():
        Tagged.objects.filter(factor=factor).delete()
        rows += [Tagged(review=review, factor_id=factor, tag_id=tag)] if tag else []
    Tagged.objects.bulk_create(rows, ignore_conflicts=True)
    if added or removed or kinds:
        record(verb="tagged", chain=f"review:{review.pk}", actor=actor, fields=("tags",))
