"""Secrets that have to be read again (a tracker's, an authenticator app's): written with a key that only this
installation has.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(secret: str, *, purpose: str) -> bytes:
    """The secret as it is stored. A copy of the database alone does not tell it; another purpose cannot read it."""
    return _keys(purpose).encrypt(secret.encode())


def unseal(sealed: bytes, *, purpose: str) -> str:
    """The secret, or nothing where the key of this installation is another one now: then nobody is believed."""
    try:
        return _keys(purpose).decrypt(sealed).decode()
    except InvalidToken:
        return ""


def renewed(sealed: bytes, *, purpose: str) -> bytes | None:
    """The same secret under the present key; None where no key of this installation reads it."""
    try:
        return _keys(purpose).rotate(sealed)
    except InvalidToken:
        return None


def _keys(purpose: str) -> MultiFernet:
    """The present key first; older ones still read (SECRET_KEY_FALLBACKS)."""
    return MultiFernet([_key(words, purpose) for words in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(words: str, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second-story.{purpose}:{words}".encode()).digest()))
