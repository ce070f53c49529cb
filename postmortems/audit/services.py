"""Writing the record. Whether it is whole is looked at in checking.py."""

import datetime as dt
import hashlib
import json

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection

from postmortems.audit.models import AuditEntry
from postmortems.shared import clock


def record(
    *, verb: str, chain: str, actor: AbstractBaseUser | None, target: str = "", fields: tuple[str, ...] = ()
) -> AuditEntry:
    """Add an entry to the chain, in the transaction of what it tells. Takes names of fields, never what they hold."""
    with connection.cursor() as cursor:  # one writer a chain at a time, until this transaction ends
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [chain])
    last = AuditEntry.objects.filter(chain=chain).order_by("-position").first()
    entry = AuditEntry(
        chain=chain,
        position=last.position + 1 if last else 1,
        verb=verb,
        actor_id=actor.pk if actor else None,
        target=target,
        fields=sorted(fields),
        happened_at=clock.now(),
    )
    entry.digest = digest(entry, before=last.digest if last else "")
    entry.save(force_insert=True)
    return entry


def digest(entry: AuditEntry, *, before: str) -> str:
    """SHA-256 over the entry and the digest of the one before it."""
    moment = entry.happened_at.astimezone(dt.UTC).isoformat()
    told = [before, entry.chain, entry.position, entry.verb, entry.actor_id, entry.target, entry.fields, moment]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()
