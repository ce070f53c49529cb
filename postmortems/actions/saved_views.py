"""Ways to look at the board that somebody keeps under a name: one's own, and what others keep for everybody."""

import uuid
from functools import cache

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.somebody import somebody
from postmortems.actions.choosing import Choice
from postmortems.actions.saved_view import SavedView
from postmortems.audit.services import record
from postmortems.shared import clock
from postmortems.shared.statements import PERSON, Statement

MOST = 30  # in the menu of the board; all of one's own stand on their page
FIELDS = ("pk", "name", "query", "is_shared", "owner_id")


def views_for(user: User) -> list[SavedView]:
    """What the board's menu offers this person, by name; one query."""
    return [SavedView(**dict(zip(FIELDS, row, strict=True))) for row in _offered().ask({PERSON: user.pk})]


@cache
def _offered() -> Statement:
    rows = SavedView.objects.filter(Q(owner=somebody()) | Q(is_shared=True, owner__is_active=True))
    return Statement.of(rows.values_list(*FIELDS)[:MOST])


@transaction.atomic
def keep_view(*, owner: User, name: str, choice: Choice, is_shared: bool, form_key: uuid.UUID) -> SavedView:
    """A name that is taken gets the newer view, and a form that is sent again with another name renames its own."""
    SavedView.objects.filter(owner=owner, form_key=form_key).exclude(name=name).delete()
    said = {"query": choice.query, "is_shared": is_shared, "saved_at": clock.now()}
    view, _is_new = SavedView.objects.update_or_create(
        owner=owner, name=name, defaults=said, create_defaults=said | {"form_key": form_key}
    )
    record(verb="kept a view of the board", chain=f"person:{owner.pk}", actor=owner, fields=("is_shared",))
    return view


@transaction.atomic
def give_view(*, view: SavedView, to: User) -> None:
    """Let somebody else keep it. Where they keep one of this name already, it takes the other's name behind its own."""
    if SavedView.objects.filter(owner=to, name=view.name).exists():
        view.name = f"{view.name[:50]} ({view.pk})"
    SavedView.objects.filter(pk=view.pk).update(owner=to, name=view.name)


@transaction.atomic
def remove_view(*, view: SavedView) -> None:
    """Its address goes on: the view was only a name for it."""
    view.delete()
    record(verb="took a view of the board away", chain=f"person:{view.owner_id}", actor=view.owner)
