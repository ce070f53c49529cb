"""The demonstration from its beginning: what visitors wrote goes, the stories are told again, the clock is right."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from accounts.models import User
from postmortems.demo.accounts import EVERYBODY
from postmortems.demo.services import PeopleOfItsOwn, make_demonstration
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.db import as_owner

# What migrations wrote stays as they wrote it.
OF_MIGRATIONS = ("django_migrations", "django_content_type", "auth_permission", "django_site")
TABLES = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL(%s)
"""
FOLDERS = ("files", "mail")


def begin_again() -> list[Review]:
    """Empty the installation and make the demonstration. Raises RuntimeError outside demo mode, and PeopleOfItsOwn
    where none of the people is the demonstration's; both with nothing changed.

    Only the owner of the tables may empty them: no button of a page can.
    """
    if not settings.DEMO:
        raise RuntimeError("Only a demonstration begins again.")
    ours = User.objects.filter(email__in=[account.email for account in EVERYBODY])
    if User.objects.exists() and not ours.exists():
        raise PeopleOfItsOwn
    with as_owner(), transaction.atomic():
        _empty_tables()
    for name in FOLDERS:
        shutil.rmtree(Path(settings.DATA_DIR) / name, ignore_errors=True)
    clock.stand_right()
    return make_demonstration()


def _empty_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [list(OF_MIGRATIONS)])
        tables = sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())
        cursor.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(tables))
