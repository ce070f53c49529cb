"""What this installation is made of: versions, the room on its disk, and whether the database's fences stand."""

import platform
import shutil
from dataclasses import dataclass

import django
import redis
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from postmortems import VERSION

GIGABYTE = 1_000_000_000
FENCES = """
SELECT rolsuper OR rolbypassrls,
EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user)
FROM pg_roles WHERE rolname = current_user
"""
# A policy without FORCE does not hold for the tables' owner: a backup that broke off leaves it so.
OPEN_FENCES = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
AND NOT (relrowsecurity AND relforcerowsecurity)
AND (relrowsecurity OR oid IN (SELECT polrelid FROM pg_policy)) ORDER BY relname
"""


@dataclass(frozen=True)
class Room:
    """On the disk under DATA_DIR, in gigabytes (10^9 bytes)."""

    free: float
    whole: float

    @property
    def share(self) -> int:
        """Percent that is free."""
        return round(100 * self.free / self.whole)


def versions() -> list[tuple[str, str]]:
    """Of the programs that an upgrade is about. One query at most; "does not answer" for a Redis that is away."""
    found = connection.cursor().connection.info.server_version
    postgresql = f"{found // 10_000}.{found % 10_000}"
    return [
        ("Second Story", VERSION),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        ("PostgreSQL", postgresql),
        ("Redis", _redis()),
    ]


def room() -> Room | None:
    """None where the disk cannot be asked."""
    try:
        usage = shutil.disk_usage(settings.DATA_DIR)
    except OSError:
        return None
    return Room(free=usage.free / GIGABYTE, whole=usage.total / GIGABYTE)


def missing_fences() -> list[str]:
    """What the application's database role may do and need not, and private tables that lie open; a sentence each."""
    with connection.cursor() as cursor:
        cursor.execute(FENCES)
        passes, owns = cursor.fetchone()
        cursor.execute(OPEN_FENCES)
        lying_open = [name for (name,) in cursor.fetchall()]
    said = []
    if owns:
        said.append(_("The role that serves pages owns the tables and may change the record. Set DATABASE_OWNER_URL."))
    if passes:
        said.append(_("The role that serves pages passes row-level security: take SUPERUSER and BYPASSRLS from it."))
    if lying_open:
        names = ", ".join(lying_open)
        said.append(
            _("The row-level fence is open around %(names)s: “manage.py migrate” closes it.") % {"names": names}
        )
    return said


def _redis() -> str:
    if not settings.REDIS_URL:
        return _("none; the queue is a folder")
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as asked:
            return str(asked.info("server")["redis_version"])
    except redis.RedisError:
        return _("does not answer")
