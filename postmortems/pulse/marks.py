"""How the same person is not asked twice in a round, without a row that names them. Pure."""

import datetime as dt

from django.utils.crypto import salted_hmac


def tag(*, person: int, team: int, asked_on: dt.date) -> str:
    """A hash under this installation's key; two of one person have nothing in common."""
    return salted_hmac("second-story.pulse", f"{person}:{team}:{asked_on}", algorithm="sha256").hexdigest()
