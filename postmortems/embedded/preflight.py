"""What can be known to be broken before anything is started, each in one sentence without a password in it."""

import errno
import smtplib
import socket
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, unquote, urlsplit

import psycopg
import redis

from postmortems.embedded.problems import CannotStart
from postmortems.embedded.programs import EVERYWHERE

PATIENCE = 5  # seconds to answer
OLDEST_POSTGRESQL = 15
MAIL_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def check_port(port: int) -> None:
    """The port of the web server is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((EVERYWHERE, port))
            probe.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotStart(f"Port {port} is taken: choose another, as in `make run PORT={port + 1}`.") from error
            raise CannotStart(f"Port {port} cannot be used: {error.strerror}.") from error


def check_database(name: str, url: str) -> None:
    """The address is one of PostgreSQL, and a server that is new enough lets us in."""
    if urlsplit_or_none(url, "postgresql", "postgres") is None:
        raise CannotStart(f"{name} is not an address like postgresql://user:password@host:5432/database.")
    try:
        with psycopg.connect(url, connect_timeout=PATIENCE) as connection:
            version = connection.info.server_version // 10000
    except psycopg.ProgrammingError as error:
        raise CannotStart(f"{name} is not an address like postgresql://user:password@host:5432/database.") from error
    except psycopg.OperationalError as error:
        raise CannotStart(f"{name}: PostgreSQL does not let us in: {_first_line(error)}.") from error
    if version < OLDEST_POSTGRESQL:
        raise CannotStart(f"{name} leads to PostgreSQL {version}; Second Story needs {OLDEST_POSTGRESQL} or newer.")


def check_redis(url: str) -> None:
    if urlsplit_or_none(url, "redis", "rediss", "unix") is None:
        raise CannotStart("REDIS_URL is not an address like redis://host:6379/0.")
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, retry=None) as client:
            client.ping()
    except ValueError as error:
        raise CannotStart("REDIS_URL is not an address like redis://host:6379/0.") from error
    except (redis.RedisError, OSError) as error:
        raise CannotStart(f"REDIS_URL: Redis does not answer: {_first_line(error)}.") from error


def check_smtp(url: str) -> None:
    parts = urlsplit_or_none(url, *MAIL_PORTS)
    if parts is None or not parts.hostname:
        raise CannotStart("SMTP_URL is not an address like smtp://user:password@host:25 (or smtp+starttls, smtps).")
    kind: Callable[..., smtplib.SMTP] = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    try:
        with kind(parts.hostname, parts.port or MAIL_PORTS[parts.scheme], timeout=PATIENCE) as server:
            if parts.scheme == "smtp+starttls":
                server.starttls()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
    except (OSError, smtplib.SMTPException) as error:
        raise CannotStart(f"SMTP_URL: the mail server does not let us in: {_first_line(error)}.") from error


def check_services(databases: Mapping[str, str], redis_url: str, smtp_url: str) -> None:
    """Every server that the person named, before anything of ours starts."""
    for name, url in databases.items():
        check_database(name, url)
    if redis_url:
        check_redis(redis_url)
    if smtp_url:
        check_smtp(smtp_url)


def urlsplit_or_none(url: str, *schemes: str) -> SplitResult | None:
    """The parts of an address with one of these schemes and a port that is a number; None for any other text."""
    try:
        parts = urlsplit(url)
        return parts if parts.scheme in schemes and (parts.port is None or parts.port > 0) else None
    except ValueError:
        return None


def _first_line(error: Exception) -> str:
    """The shortest true part of a library's message, without its final full stop."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    return lines[0].rstrip(".")
