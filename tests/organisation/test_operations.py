"""Settings, Operations: what runs, what waits, where mail came back, what it is made of."""

import datetime as dt
import tomllib
from pathlib import Path

import django
import pytest

from postmortems import VERSION
from postmortems.mail.models import Delivery
from postmortems.operations.models import Backup
from postmortems.operations.tasks import beat_is_heard
from postmortems.shared import clock
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/settings/operations/"


def came_back(person):
    now = clock.now()
    row = Delivery(kind="action_due_soon", about="action:1", recipient=person, local_date=now.date(), tries=8)
    row.created_at = row.due_at = now - dt.timedelta(hours=1)
    row.status, row.last_reply = Delivery.Status.UNDELIVERABLE, "550"
    row.save()
    return row


def test_it_is_said_what_hangs_and_what_it_is_made_of(signed_in, cast):
    beat_is_heard()
    page = signed_in(cast.administrator).get(ADDRESS).content.decode()
    assert "never heard" in page  # the worker: nothing took a task here
    assert "Nowhere: every address took what was sent to it." in page
    assert django.get_version() in page
    assert "GB free" in page
    assert "none in 90 days" in page
    Backup.objects.create(made_at=clock.now(), tried_at=clock.now(), size=12_300_000, is_sealed=True)
    page = signed_in(cast.administrator).get(ADDRESS).content.decode()
    assert "12.3 MB, sealed" in page
    assert "none in 90 days" not in page


@pytest.mark.django_db(transaction=True)
def test_a_fence_that_a_backup_left_open_is_named(cast, signed_in, owner_connection):
    client, table = signed_in(cast.administrator), "postmortems_need"
    assert "A fence is missing" not in client.get(ADDRESS).text
    owner_connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    try:
        assert f"The row-level fence is open around {table}" in client.get(ADDRESS).text
    finally:
        owner_connection.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def test_mail_that_came_back_goes_out_again_with_one_press(signed_in, cast):
    row, client = came_back(UserFactory(display_name="Wren Hollis")), signed_in(cast.administrator)
    page = client.get(ADDRESS).content.decode()
    assert "Wren Hollis" in page
    assert "550" in page
    client.post(f"{ADDRESS}again/{row.recipient_id}/")
    row.refresh_from_db()
    assert row.status == Delivery.Status.WAITING


def test_much_mail_costs_no_more_questions(signed_in, cast, django_assert_num_queries):
    client = signed_in(cast.administrator)
    client.get(ADDRESS)
    with django_assert_num_queries(12):
        client.get(ADDRESS)
    for _ in range(12):
        came_back(UserFactory())
    with django_assert_num_queries(12):
        client.get(ADDRESS)


def test_one_version_is_told_everywhere():
    assert tomllib.loads(Path("pyproject.toml").read_text())["project"]["version"] == VERSION
