"""Idempotency-Key: the same request again gets the same answer, and makes nothing twice."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable

from django.db import transaction

from accounts.requests import Request
from postmortems.api.models import Said
from postmortems.api.problems import Problem
from postmortems.shared import clock

HEADER = "Idempotency-Key"
LONGEST = 200
KEPT = dt.timedelta(days=2)  # a program that tries again does so within minutes


@transaction.atomic
def once(request: Request, write: Callable[[uuid.UUID], int]) -> int:
    """Do `write` and give the number of what it made; where the same was done under this key, only the number.

    `write` gets a form key. What it raises undoes the memory as well: a refused request may be sent again, corrected,
    under its key. Problem 422 where something else was done under this key; 400 for one that is too long.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        return write(uuid.uuid4())
    if len(key) > LONGEST:
        raise Problem(400, "The key is too long", f"At most {LONGEST} characters; a UUID is best.")
    said, is_new = Said.objects.get_or_create(
        owner=request.user, key=_hash(key.encode()), defaults={"digest": _digest(request), "said_at": clock.now()}
    )  # whoever sends the same at once waits here for the first
    if said.digest != _digest(request):
        raise Problem(422, "This key said something else before", "Another request needs another Idempotency-Key.")
    if is_new:
        said.made = write(form_key_of(request))
        said.save(update_fields=["made"])
    return said.made


def form_key_of(request: Request) -> uuid.UUID:
    """The form key that stands for this person's Idempotency-Key, always the same."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{request.user.pk} {request.headers.get(HEADER, '')}")


def forget_what_was_said() -> int:
    """Keys that nobody sends again; how many there were."""
    return Said.objects.filter(said_at__lt=clock.now() - KEPT).delete()[0]


def _digest(request: Request) -> str:
    return _hash(f"{request.method} {request.get_full_path()}\n".encode() + request.body)


def _hash(said: bytes) -> str:
    return hashlib.sha256(said).hexdigest()
