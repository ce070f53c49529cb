"""How an entry's moment is kept until its zone is known. Pure."""

import datetime as dt


def as_stored(at: dt.datetime) -> dt.datetime:
    """In UTC; a wall clock without a zone keeps its digits."""
    return at.astimezone(dt.UTC) if at.tzinfo else at.replace(tzinfo=dt.UTC)
