"""The second fence around private words: PostgreSQL shows their rows to one person at a time.

Row-level security compares each row with the setting `second_story.person`, which lasts as long as the transaction. A
query that forgot to ask whose row it is finds nothing; outside of `seen_by` every one of these tables looks empty. The
policies stand in the migrations.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from accounts.models import User

SETTING = "second_story.person"


@contextmanager
def seen_by(person: User) -> Iterator[None]:
    """One transaction in which the rows of this person are there."""
    goes_on = connection.in_atomic_block
    with transaction.atomic():
        before = _set(str(person.pk))
        yield
        if goes_on:  # the end of a transaction or of a broken savepoint is the end of the setting as well
            _set(before)


def _set(value: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true), set_config(%s, %s, true)", [SETTING, SETTING, value])
        return str(cursor.fetchone()[0] or "")
