"""Endpoints: made, renewed, ended; and whom we believe when one speaks."""

import secrets
import uuid
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from accounts.models import User
from postmortems.audit.services import record
from postmortems.incoming.models import Endpoint
from postmortems.incoming.signatures import is_genuine
from postmortems.reviews.models import Service
from postmortems.shared import clock
from postmortems.shared.sealing import seal, unseal

CHAIN = "organisation"
PURPOSE = "incoming"  # of the seal


def find(key: uuid.UUID) -> Endpoint | None:
    """One query."""
    return Endpoint.objects.filter(key=key, owner__is_active=True).first()


def believed(endpoint: Endpoint, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether this message comes from who knows the secret."""
    secret, now = unseal(bytes(endpoint.sealed), purpose=PURPOSE), clock.now().timestamp()
    return is_genuine(endpoint.kind, secret=secret, headers=headers, body=body, now=now)


def new_secret() -> str:
    """256 bits, with a name of its own so that a leaked one is recognised."""
    return f"ssi_{secrets.token_urlsafe(32)}"


def make(
    *,
    kind: str,
    name: str,
    owner: User,
    service: Service | None,
    paths: dict[str, str],
    actor: User,
    form_key: uuid.UUID,
) -> tuple[Endpoint, str]:
    """An endpoint and its secret, which is told this once. The same form again gives the endpoint and no secret."""
    if made := Endpoint.objects.filter(form_key=form_key).first():
        return made, ""
    secret = new_secret()
    said = {"kind": kind, "name": name, "owner": owner, "service": service, "paths": paths, "made_at": clock.now()}
    try:
        with transaction.atomic():
            made = Endpoint.objects.create(sealed=seal(secret, purpose=PURPOSE), form_key=form_key, **said)
            record(verb="made an endpoint", chain=CHAIN, actor=actor, target=f"endpoint:{made.pk}", fields=("secret",))
    except IntegrityError:
        return Endpoint.objects.get(form_key=form_key), ""
    return made, secret


@transaction.atomic
def renew(*, endpoint: Endpoint, secret: str, actor: User) -> str:
    """From now on this secret counts, or a new one that is made here; the one before does not. Gives what was made."""
    made = "" if secret else new_secret()
    Endpoint.objects.filter(pk=endpoint.pk).update(sealed=seal(secret or made, purpose=PURPOSE))
    record(verb="renewed an endpoint", chain=CHAIN, actor=actor, target=f"endpoint:{endpoint.pk}", fields=("secret",))
    return made


@transaction.atomic
def give(*, endpoint: Endpoint, to: User, actor: User) -> None:
    """Let somebody else answer for what it opens. Its address and its secret stay."""
    Endpoint.objects.filter(pk=endpoint.pk).update(owner=to)
    record(
        verb="handed over an endpoint", chain=CHAIN, actor=actor, target=f"endpoint:{endpoint.pk}", fields=("owner",)
    )


@transaction.atomic
def end(*, endpoint: Endpoint, actor: User) -> None:
    """Hear it no more. What it put on record stays."""
    record(verb="ended an endpoint", chain=CHAIN, actor=actor, target=f"endpoint:{endpoint.pk}", fields=("secret",))
    endpoint.delete()
