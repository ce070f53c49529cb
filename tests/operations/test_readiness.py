"""/readyz says what a promise depends on, one fault at a time (RELIABILITY rule 25)."""

import datetime as dt
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models.functions import Now

from postmortems.mail.models import Delivery
from postmortems.operations import services
from postmortems.operations.models import Heartbeat
from postmortems.operations.tasks import beat_is_heard
from postmortems.shared import clock
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_well(tmp_path, monkeypatch):
    """A worker and beat that were heard just now, and a disk with room."""
    monkeypatch.setattr(services, "_noted", {})
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    beat_is_heard()
    services.worker_took_a_task()


def silent_for(name, minutes):
    Heartbeat.objects.filter(name=name).update(beaten_at=Now() - dt.timedelta(minutes=minutes))


def asked(client):
    answer = client.get("/readyz")
    return answer.status_code, answer.content.decode().splitlines()


def test_everything_works(all_well, client):
    status, lines = asked(client)
    assert (status, lines[0]) == (200, "ready")
    assert {line.partition(":")[0] for line in lines[1:]} == {
        "database", "migrations", "mail", "worker", "beat", "disk",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_a_silent_process_is_named_after_three_minutes(all_well, client, name):
    silent_for(name, 2)
    assert asked(client)[0] == 200
    silent_for(name, 4)
    status, lines = asked(client)
    assert status == 503
    assert f"{name}: not heard for 4 min" in lines


def test_a_process_that_was_never_heard_is_named(client):
    status, lines = asked(client)
    assert status == 503
    assert "worker: never heard" in lines


def test_a_message_that_waits_too_long_is_told_without_saying_whose(all_well, client):
    someone = UserFactory(display_name="Ada Field")
    row = Delivery(kind="action_due_soon", about="action:1", recipient=someone, local_date=dt.date(2026, 11, 20))
    row.created_at = row.due_at = clock.now() - dt.timedelta(minutes=4)
    row.save()
    assert asked(client)[0] == 200
    Delivery.objects.update(due_at=clock.now() - dt.timedelta(minutes=9))
    status, lines = asked(client)
    assert (status, lines[0]) == (503, "not ready")
    assert "mail: a message is 9 min late" in lines
    assert "Ada" not in "\n".join(lines)


def test_a_worker_notes_itself_seldom(all_well):
    silent_for("worker", 2)
    services.worker_took_a_task()
    before = Heartbeat.objects.get(name="worker").beaten_at
    services.worker_took_a_task()
    assert Heartbeat.objects.get(name="worker").beaten_at == before
    assert len(Heartbeat.objects.all()) == 2


def test_a_health_check_ends_with_one_for_a_silent_worker(all_well):
    call_command("heard", "worker", stdout=StringIO())
    silent_for("worker", 5)
    with pytest.raises(CommandError, match="not heard for 5 min"):
        call_command("heard", "worker")
