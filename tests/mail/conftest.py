"""The application's mailer, and rows in a real outbox."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from postmortems.mail import kinds
from postmortems.mail.models import Delivery
from postmortems.shared import clock


@pytest.fixture
def smtp(settings) -> Callable[[int], None]:
    """Point the application's mailer at a port, with a timeout that tests can wait for (seconds)."""

    def use(port: int, timeout: float = 2) -> None:
        settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": timeout}}}

    return use


@pytest.fixture
def outbox_kind(monkeypatch, settings, tmp_path) -> Iterator[dict]:
    """Two kinds of mail of the tests' own, with real templates: one that goes at once, one for the mail of a day."""
    (tmp_path / "emails").mkdir()
    for end, words in {
        "subject": "About\n{{ about }}",
        "text": "Hello {{ recipient.first_name }} & co",
        "html": "<p>{{ about }}</p>",
    }.items():
        for name in ("note", "daily"):
            (tmp_path / "emails" / f"{name}.{end}").write_text(words)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]
    wanted = {"still": lambda delivery: True}
    kind = kinds.Kind(
        name="note",
        still_wanted=lambda delivery: wanted["still"](delivery),
        context=lambda delivery: {"about": delivery.about},
    )
    monkeypatch.setitem(kinds._known, "note", kind)
    monkeypatch.setitem(
        kinds._known, "daily", replace(kind, name="daily", timing=kinds.Timing.DIGEST, topic="promises")
    )
    return wanted


@pytest.fixture
def waiting(outbox_kind):
    """Put rows into the outbox that are due now."""

    def make(*people, **fields) -> list[Delivery]:
        now = clock.now()
        defaults = {"kind": "note", "local_date": now.date(), "due_at": now, "created_at": now}
        return [
            Delivery.objects.create(**{**defaults, "about": f"note:{number}", "recipient": person, **fields})
            for number, person in enumerate(people)
        ]

    return make
