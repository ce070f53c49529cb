"""Whom we believe when a tracker speaks: a secret for each of them."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from postmortems.shared import clock
from postmortems.shared.sealing import seal, unseal
from postmortems.tickets.models import Heard, Source
from postmortems.tickets.signatures import is_genuine

PURPOSE = "tickets"  # of the seal
KEPT = dt.timedelta(days=90)  # what is older is not news to any ticket (`changed_at`), so it cannot be played again


def new_secret() -> str:
    """256 bits, with a name of its own so that a leaked one is recognised."""
    return f"sst_{secrets.token_urlsafe(32)}"


@transaction.atomic
def set_source(*, tracker: str, secret: str, actor: Any) -> Source:
    """From now on this secret counts, and the one before does not."""
    values = {"sealed": seal(secret, purpose=PURPOSE), "made_at": clock.now(), "made_by": actor}
    source, _is_new = Source.objects.update_or_create(tracker=tracker, defaults=values)
    return source


def end_source(*, tracker: str) -> bool:
    """Believe nobody who speaks for this tracker any more; whether anybody was believed before."""
    return bool(Source.objects.filter(tracker=tracker).delete()[0])


def believed(*, tracker: str, headers: Mapping[str, str], body: bytes) -> Source | None:
    """The source that this message comes from; None for one that nobody here waits for. One query."""
    source = Source.objects.filter(tracker=tracker).first()
    if source is None:
        return None
    secret, now = unseal(bytes(source.sealed), purpose=PURPOSE), clock.now().timestamp()
    return source if is_genuine(tracker, secret=secret, headers=headers, body=body, now=now) else None


def hear_once(source: Source, body: bytes) -> bool:
    """Whether this message is heard for the first time. Belongs into the transaction that acts on it."""
    now = clock.now()
    digest = hashlib.sha256(body).hexdigest()
    _row, is_new = Heard.objects.get_or_create(source=source, digest=digest, defaults={"heard_at": now})
    Source.objects.filter(pk=source.pk).update(heard_at=now)
    if is_new:
        Heard.objects.filter(source=source, heard_at__lt=now - KEPT).delete()
    return is_new
