"""One table of what goes by itself, one task that carries it out, and the same table in docs/privacy.md."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings

from postmortems.mail.models import Delivery
from postmortems.operations.forgetting import forget_everything_over
from postmortems.operations.tasks import forget_what_is_over
from postmortems.shared import clock, retention
from postmortems.shared.retention import Kept, all_kept, as_table
from tests.factories import UserFactory


def test_the_document_shows_the_table():
    assert as_table() in Path("docs/privacy.md").read_text()


def test_every_slice_that_forgets_has_one_row():
    whats = [str(row.what) for row in all_kept()]
    assert len(whats) == len(set(whats)) == 12


def test_nothing_is_deleted_on_a_schedule_of_its_own():
    forgetting = [name for name in settings.CELERY_BEAT_SCHEDULE if "forget" in name or "trash" in name]
    assert {settings.CELERY_BEAT_SCHEDULE[name]["task"] for name in forgetting} == {forget_what_is_over.name}


@pytest.mark.django_db
def test_a_row_that_breaks_holds_up_no_other(monkeypatch):
    def breaks():
        raise RuntimeError("the disk is away")

    monkeypatch.setattr(retention, "_rows", [Kept("a", "b", "c", breaks), *all_kept()])
    someone, now = UserFactory(), clock.now()
    for days, kind in ((89, "young"), (91, "old")):
        row = Delivery(kind=kind, about="action:1", recipient=someone, local_date=now.date())
        row.created_at = row.due_at = now - dt.timedelta(days=days)
        row.status = Delivery.Status.SENT
        row.save()
    assert (forget_everything_over(), forget_everything_over()) == (1, 1)
    assert [row.kind for row in Delivery.objects.all()] == ["young"]
