"""The environment, read in one place and typed. An odd value is refused at the start, with the name of the variable.

Every reader also looks for `NAME_FILE`, the path of a file that holds the value, so that secrets need not stand in
the environment.
"""

import os
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class OddValue(ImproperlyConfigured):
    """A variable of the environment holds something that cannot be meant."""


def text(name: str, default: str | None = None) -> str:
    """The value of `name`, or of the file that `name_FILE` points to, or the default; without any of them OddValue."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise OddValue(f"{name}_FILE names {path}, which cannot be read: {error.strerror}.") from error
    value = os.environ.get(name) or default  # what is set to nothing is not set
    if value is None:
        raise OddValue(f"{name} is not set, and Second Story cannot start without it.")
    return value


def flag(name: str, default: bool = False) -> bool:
    """A yes or no: 1/0, true/false, yes/no, on/off."""
    value = text(name, "1" if default else "0").lower()
    if value not in YES | NO:
        raise OddValue(f"{name} is {value!r}; it takes 1 or 0.")
    return value in YES


def number(name: str, default: int) -> int:
    """A whole number, zero or more."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise OddValue(f"{name} is {value!r}; it takes a whole number.")
    return int(value)


def secret(name: str, least: int) -> str:
    """A text that nobody guesses, of so many characters at least; empty when unset."""
    value = text(name, "")
    if value and len(value) < least:
        raise OddValue(f"{name} has {len(value)} characters; it takes {least} or more, so that nobody guesses it.")
    return value


def words(name: str) -> list[str]:
    """A list separated by commas; empty when unset."""
    return [word.strip() for word in text(name, "").split(",") if word.strip()]


def networks(name: str) -> list[str]:
    """Networks as 10.20.0.0/16, separated by commas; empty when unset."""
    found = words(name)
    for one in found:
        try:
            ip_network(one)
        except ValueError as error:
            raise OddValue(f"{name} names {one!r}; it takes networks, as in 10.20.0.0/16.") from error
    return found


def url(name: str, schemes: tuple[str, ...], default: str = "") -> str:
    """An address whose scheme is one of `schemes`, or the empty default."""
    value = text(name, default)
    if value and urlsplit(value).scheme not in schemes:
        raise OddValue(
            f"{name} starts with {urlsplit(value).scheme or 'no scheme'!r}; it takes {' or '.join(schemes)}."
        )
    return value


def database(name: str) -> dict[str, object] | None:
    """Django's settings for the PostgreSQL server that a libpq address names; None when the variable is unset."""
    value = text(name, "")
    if not value:
        return None
    try:
        parts = conninfo_to_dict(value)
    except ProgrammingError as error:
        raise OddValue(f"{name} is not an address of a PostgreSQL database: {str(error).strip()}.") from error
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    known = {names[key]: str(parts.pop(key)) for key in list(parts) if key in names}
    if "NAME" not in known:
        raise OddValue(f"{name} does not say which database to use.")
    return {"ENGINE": "django.db.backends.postgresql", **known, "OPTIONS": dict(parts)}


def smtp(name: str) -> dict[str, object]:
    """Options of Django's SMTP backend for smtp://, smtp+starttls:// or smtps:// addresses."""
    value = url(name, ("smtp", "smtp+starttls", "smtps"), default="smtp://127.0.0.1:25")
    parts = urlsplit(value)
    try:
        port = parts.port or (465 if parts.scheme == "smtps" else 587 if parts.scheme == "smtp+starttls" else 25)
    except ValueError as error:
        raise OddValue(f"{name} has a port that is no number.") from error
    if not parts.hostname:
        raise OddValue(f"{name} does not name a mail server.")
    return {
        "host": parts.hostname,
        "port": port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp+starttls",
    }
