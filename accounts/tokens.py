"""Tokens for programs that speak for somebody. What a program may see is what that person may see now; scopes make it
less, never more.
"""

import datetime as dt
import hashlib
import re
import secrets
import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from accounts.changes import Change, sign_in_changed
from accounts.models import User
from accounts.token_model import Scope, Token
from postmortems.audit.models import AuditEntry
from postmortems.audit.services import record
from postmortems.shared import clock

PREFIX = "ss_"  # so that a leaked one is recognised
SHAPE = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")  # 256 bits
BEARER = "Bearer "
TARGET = "token:"  # and its number: how the record calls it
MOST = 20  # tokens of one person at a time


class NotForThem(Exception):
    """A token for a directory is an administrator's."""


class TooMany(Exception):
    """They have as many tokens as one person may have."""


@transaction.atomic
def make_token(
    *, owner: User, name: str, scopes: Collection[str], expires_on: dt.date, form_key: uuid.UUID | None = None
) -> str:
    """The secret, which is shown this once. The same form sent twice makes one token and gives no secret ("").

    Raises TooMany or NotForThem.
    """
    if Scope.SCIM in scopes and not owner.is_administrator:
        raise NotForThem
    User.objects.select_for_update().get(pk=owner.pk)
    if form_key and Token.objects.filter(form_key=form_key).exists():
        return ""
    if tokens_of(owner).count() >= MOST:
        raise TooMany
    secret = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(
        owner=owner, name=name, scopes=sorted(scopes), hint=secret[:8], digest=_digest(secret),
        made_at=clock.now(), expires_on=expires_on, form_key=form_key or uuid.uuid4(),
    )  # fmt: skip
    record(verb="made a token", chain=f"person:{owner.pk}", actor=owner, fields=tuple(scopes))
    sign_in_changed(owner, Change.TOKEN)
    return secret


@transaction.atomic
def end_token(*, owner: User, pk: int) -> bool:
    """It opens nothing from now on; whether there was one."""
    ended = bool(Token.objects.filter(owner=owner, pk=pk).delete()[0])
    if ended:
        record(verb="ended a token", chain=f"person:{owner.pk}", actor=owner)
    return ended


def tokens_of(owner: User) -> QuerySet[Token]:
    """Those that have not ended, the newest first."""
    return Token.objects.filter(owner=owner, expires_on__gte=_today()).order_by("-made_at")


def name_tokens(entries: Collection[AuditEntry]) -> None:
    """Write beside each entry of the record what the token is called that was used for it, while it is kept. The record
    itself holds its number alone.
    """
    numbers = {entry.target.removeprefix(TARGET) for entry in entries if entry.target.startswith(TARGET)}
    if not numbers:
        return
    names = {f"{TARGET}{token.pk}": token.name for token in Token.objects.filter(pk__in=numbers)}
    for entry in entries:
        entry.token_name = names.get(entry.target, "")


def token_in(header: str) -> Token | None:
    """The token of an Authorization header ("Bearer ss_…") with its owner, while both may come in; else None.

    One query, and once a day a write: the day of its use.
    """
    secret = header.removeprefix(BEARER)
    if not header.startswith(BEARER) or not SHAPE.fullmatch(secret):
        return None
    rows = Token.objects.filter(digest=_digest(secret), expires_on__gte=_today(), owner__is_active=True)
    token = rows.select_related("owner").first()
    if token and token.used_on != _today():
        Token.objects.filter(pk=token.pk).update(used_on=_today())
    return token


def allows(token: Token, scope: Scope) -> bool:
    """To write is to read as well."""
    return scope in token.scopes or (scope == Scope.READ and Scope.WRITE in token.scopes)


def speaks_for_directory(token: Token) -> bool:
    """Whether it may say who is here: while its owner administers the organisation."""
    return token.scopes == [Scope.SCIM] and token.owner.is_administrator


def end_all(owner: User) -> int:
    """With the person's access the tokens end; how many there were."""
    return Token.objects.filter(owner=owner).delete()[0]


def _today() -> dt.date:
    return clock.today("UTC")


def _digest(secret: str) -> str:
    """The secret is as long as a key, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()
