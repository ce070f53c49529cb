"""When to try again, and when to stop. Pure (RELIABILITY.md section 3)."""

import datetime as dt

MOST_TRIES = 8
_MINUTES = (1, 5, 15, 60, 6 * 60, 24 * 60, 24 * 60)


def wait_after(tries: int) -> dt.timedelta | None:
    """How long to wait after the try of this number (from 1) failed; None when it was the last.

    All waits together are 55 hours: they outlast most of a weekend.
    """
    return dt.timedelta(minutes=_MINUTES[tries - 1]) if tries < MOST_TRIES else None
