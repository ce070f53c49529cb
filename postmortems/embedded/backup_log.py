"""What the database itself keeps of backups: that one was made and tried, and that one was read back."""

import psycopg

KNOWS = "SELECT to_regclass('public.postmortems_{}') IS NOT NULL"
MADE = """
INSERT INTO postmortems_backup (made_at, size, is_sealed, tried_at)
VALUES (now(), %s, %s, CASE WHEN %s THEN now() END)
"""
FORGET = "DELETE FROM postmortems_backup WHERE made_at < now() - interval '90 days'"
# What waited when the backup was made was sent by the installation that was lost, or is too old to send: each message
# stays as a notice in the app, and no mail goes out.
QUIETEN = """
UPDATE postmortems_delivery SET status = 'quiet', leased_until = NULL, waits_until = NULL
WHERE status = 'waiting' AND due_at < now()
"""

UNTELL = """
UPDATE postmortems_sending SET fate = 'given_up', reply = 'read back from a backup' WHERE fate = 'waiting'
"""


def note_backup(url: str, *, size: int, is_sealed: bool, was_tried: bool) -> None:
    """For the page of whoever keeps the installation."""
    with psycopg.connect(url) as connection:
        if _knows(connection, "backup"):
            connection.execute(MADE, [size, is_sealed, was_tried])
            connection.execute(FORGET)


def quieten_old_mail(url: str) -> None:
    """After a restore: nothing that was due goes out a second time, to people or to programs."""
    with psycopg.connect(url) as connection:
        if _knows(connection, "delivery"):
            connection.execute(QUIETEN)
        if _knows(connection, "sending"):
            connection.execute(UNTELL)


def _knows(connection: psycopg.Connection, table: str) -> bool:
    there = connection.execute(KNOWS.format(table)).fetchone()
    return bool(there and there[0])
