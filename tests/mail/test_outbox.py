"""The outbox row: one a key, in the transaction that causes it, and a nudge that may get lost."""

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from postmortems.celery import app
from postmortems.mail import kinds, nudge
from postmortems.mail.models import Delivery
from postmortems.mail.services import queue
from postmortems.shared import clock
from tests.factories import UserFactory

TODAY = dt.date(2026, 11, 19)


def ask(recipient, *, due_at=None) -> None:
    queue(kind="note", about="note:1", recipient=recipient, local_date=TODAY, due_at=due_at or clock.now())


@pytest.mark.django_db(transaction=True)
def test_twenty_racing_inserts_make_one_row():
    person, start, faults = UserFactory(), threading.Barrier(20), []

    def race() -> None:
        try:
            start.wait()
            ask(person)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    racers = [threading.Thread(target=race) for _ in range(20)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert faults == []
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_cause_leaves_no_message():
    person = UserFactory()

    def fail() -> None:
        with transaction.atomic():
            ask(person)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Delivery.objects.exists()


@pytest.fixture
def sent_tasks(monkeypatch) -> list[str]:
    """The broker's end of the line: what reaches it. A fresh count of lost nudges."""
    told: list[str] = []
    monkeypatch.setattr(nudge, "losses", nudge._Losses())
    monkeypatch.setattr(app, "send_task", lambda name, **options: told.append(name))
    return told


def test_the_nudge_leaves_with_the_commit(db, sent_tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(UserFactory())
        assert sent_tasks == []
    assert sent_tasks == ["postmortems.mail.tasks.deliver_due"]


def test_what_is_due_later_needs_no_nudge(db, sent_tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(UserFactory(), due_at=clock.now() + dt.timedelta(minutes=5))
    assert sent_tasks == []


def test_a_second_kind_of_the_same_name_is_a_mistake(outbox_kind):
    with pytest.raises(ValueError, match="two kinds"):
        kinds.register(kinds.Kind(name="note", still_wanted=bool, context=vars))
