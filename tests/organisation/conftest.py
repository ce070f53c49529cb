"""A mail server of the tests' own, and an installation that nobody has opened yet."""

import pytest

from postmortems.organisation.access import memory
from tests.mail.conftest import smtp
from tests.mail.sink import Sink, serving

__all__ = ["Sink", "serving", "smtp"]


@pytest.fixture
def untouched(db, settings, monkeypatch):
    """Production settings, an empty database, and a process that has seen nobody."""
    settings.DEMO = False
    monkeypatch.setattr(memory, "somebody_is_here", False)
    monkeypatch.setattr(memory, "code_was_told", False)
