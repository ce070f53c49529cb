"""/metrics: figures for Prometheus behind a token, the same work whatever there is, nobody named."""

import datetime as dt

import pytest
from prometheus_client.parser import text_string_to_metric_families

from postmortems.mail.models import Delivery
from postmortems.operations.tasks import beat_is_heard
from postmortems.shared import clock
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TOKEN = "a-long-token-of-prometheus"


@pytest.fixture
def ask(client, settings):
    settings.METRICS_TOKEN = TOKEN
    return lambda token=TOKEN: client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


def read(answer):
    families = text_string_to_metric_families(answer.content.decode())
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


@pytest.mark.parametrize("token", ["", "another", f"{TOKEN} "])
def test_without_the_token_it_is_not_there(ask, token):
    assert ask(token).status_code == 404


def test_what_hangs_and_what_waits_is_a_figure(ask, django_assert_num_queries):
    beat_is_heard()
    first = read(ask())
    assert first["second_story_ready",] == 0  # no worker was heard
    assert first["second_story_heartbeat_age_seconds", "beat"] < 60
    assert 0 < first["second_story_disk_free_ratio",] <= 1
    for number in range(5):
        late(UserFactory(display_name="Wren Hollis", email=f"wren{number}@example.org"))
    with django_assert_num_queries(7):
        answer = ask()
    found = read(answer)
    assert found["second_story_mail_due",] == 5
    assert found["second_story_mail_oldest_due_seconds",] >= 540
    assert "Wren" not in answer.content.decode()
    assert "example.org" not in answer.content.decode()


def late(person):
    row = Delivery(kind="action_due_soon", about="action:1", recipient=person, local_date=dt.date(2026, 11, 20))
    row.created_at = row.due_at = clock.now() - dt.timedelta(minutes=9)
    row.save()
