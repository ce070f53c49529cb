"""Mail in the app only: by the link in a mail, and by a mail program's own button (RFC 8058)."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.test import Client

from postmortems.mail import quieting
from postmortems.mail.models import Delivery
from postmortems.mail.topics import Topic
from tests.followup.conftest import MORNING, cast, day, item, wave  # noqa: F401

pytestmark = pytest.mark.django_db


def path(address: str) -> str:
    return urlsplit(address).path


def topics(person) -> list[str]:
    person.refresh_from_db()
    return person.quiet_topics


def test_looking_changes_nothing_and_the_button_quietens_one_topic(cast):  # noqa: F811
    address, nobody = path(quieting.address(cast.involved.pk, Topic.PROMISES)), Client(enforce_csrf_checks=True)
    page = nobody.get(address)
    assert "What I promised, and what is offered to me" in page.content.decode()
    assert nobody.head(address).status_code == 200
    assert topics(cast.involved) == ["list", "letter"]
    answer = nobody.post(address)
    assert (answer.status_code, topics(cast.involved)) == (200, ["letter", "list", "promises"])
    assert not answer.cookies
    assert not page.cookies
    assert nobody.post(address).status_code == 200
    assert topics(cast.involved) == ["letter", "list", "promises"]


def test_a_mail_programs_own_button_needs_no_cookie_and_leaves_everything_in_the_app(cast, item):  # noqa: F811
    [sent] = wave()
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = path(sent.extra_headers["List-Unsubscribe"].strip("<>"))
    answer = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert set(topics(cast.involved)) == set(Topic.values)
    wave(day("2026-11-26"))
    assert len(mail.outbox) == 1
    assert Delivery.objects.get(kind="action_due").status == "quiet"
    with time_machine.travel(MORNING + dt.timedelta(days=7, hours=1), tick=False):
        client = Client()
        client.force_login(cast.involved)
        assert "Today: Rate cap" in client.get("/notices/").content.decode()


@pytest.mark.parametrize("token", ["nonsense", "WzEsImFsbCJd:forged"])
def test_an_address_that_is_not_ours_does_nothing(db, token):
    assert Client().post(f"/quiet/{token}/").status_code == 410


def test_who_left_has_nothing_to_quieten(cast):  # noqa: F811
    type(cast.involved).objects.filter(pk=cast.involved.pk).update(is_active=False)
    assert Client().get(path(quieting.address(cast.involved.pk))).status_code == 410
