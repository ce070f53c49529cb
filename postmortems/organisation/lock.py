"""One change of people at a time, where two at once could leave nobody who administers, or make two first ones."""

from django.db import connection


def one_at_a_time() -> None:
    """Until this transaction ends. Such changes are rare and short."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('organisation', 0))")
