"""Secrets that have to be read again to check a signature: written with a key that only this installation has."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(secret: str) -> bytes:
    """The secret as it is stored. A copy of the database alone does not tell it."""
    return _keys().encrypt(secret.encode())


def unseal(sealed: bytes) -> str:
    """The secret, or nothing where the key of this installation is another one now: then nobody is believed."""
    try:
        return _keys().decrypt(sealed).decode()
    except InvalidToken:
        return ""


def _keys() -> MultiFernet:
    """The present key first; older ones still read (SECRET_KEY_FALLBACKS)."""
    return MultiFernet([_key(words) for words in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(words: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second-story.tickets:{words}".encode()).digest()))
