"""From a date to a mail: who gets it, once, and who does not."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from postmortems.actions.models import ActionItem
from postmortems.actions.services import answer_action, move_date, remove_action
from postmortems.followup.services import remind
from postmortems.mail.deliver import deliver_all_due
from postmortems.mail.models import Delivery
from postmortems.shared import clock
from tests.factories import ActionFactory

MORNING = dt.datetime(2026, 11, 19, 8, 30, tzinfo=dt.UTC)  # 09:30 in Berlin, five working days before the 26th
BEFORE = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def item(cast):
    with time_machine.travel(BEFORE, tick=False):
        return ActionFactory(
            review=cast.review,
            owner=cast.involved,
            sentence="Rate cap on the bulk tool & its “queue”",
            state="accepted",
        )


def wave(at: dt.datetime = MORNING) -> list[mail.EmailMessage]:
    """What beat and the worker do at that moment."""
    with time_machine.travel(at, tick=False):
        remind()
        deliver_all_due()
    return mail.outbox


def test_the_mail_says_the_item_first_and_leads_to_its_page(item):
    [sent] = wave()
    assert sent.subject == "Thursday 26 Nov: Rate cap on the bulk tool & its “queue”"
    assert sent.to == ["sven.kallas@example.org"]
    assert sent.body.startswith("Rate cap on the bulk tool & its “queue”\nPromised for Thursday 26 Nov.")
    assert "“Checkout unavailable for 47 minutes” (PIR-" in sent.body
    assert f"http://localhost:8000/actions/{item.pk}/\n" in sent.body
    assert "&amp; its" in sent.alternatives[0].content
    assert "<img" not in sent.alternatives[0].content
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_nothing_before_its_morning_and_nothing_twice(item):
    assert wave(MORNING - dt.timedelta(minutes=1)) == []
    for later in (0, 1, 60, 24 * 60, 3 * 24 * 60):
        wave(MORNING + dt.timedelta(minutes=later))
    assert len(mail.outbox) == 1
    assert Delivery.objects.get().status == "sent"


def test_two_runs_at_once_make_one_row(item):
    with time_machine.travel(MORNING, tick=False):
        remind()
        remind()
    delivery = Delivery.objects.get()
    assert (delivery.kind, delivery.about) == ("action_due_soon", f"action:{item.pk}")
    assert (delivery.recipient, delivery.local_date) == (item.owner, item.due_on)


def _done(item, cast):
    answer_action(item=item, answer="done", actor=item.owner)


def _moved(item, cast):
    move_date(item=item, to=dt.date(2026, 12, 10), actor=item.owner)


def _given_away(item, cast):
    ActionItem.objects.filter(pk=item.pk).update(owner=cast.teammate)


def _removed(item, cast):
    remove_action(item=item, actor=cast.owner)


def _left(item, cast):
    item.owner.is_active = False
    item.owner.save(update_fields=["is_active"])


def _locked_out(item, cast):
    cast.review.participants.all().delete()
    cast.review.visibility = "people"
    cast.review.save(update_fields=["visibility"])


@pytest.mark.parametrize("change", [_done, _moved, _given_away, _removed, _left, _locked_out])
def test_what_changed_between_queue_and_send_is_dropped(cast, item, change):
    with time_machine.travel(MORNING, tick=False):
        remind()
        change(item, cast)
        deliver_all_due()
    assert mail.outbox == []
    assert Delivery.objects.get().status == "dropped"


def test_another_date_is_another_reminder_and_the_old_one_is_not(item):
    wave()
    with time_machine.travel(MORNING, tick=False):
        move_date(item=item, to=dt.date(2026, 12, 10), actor=item.owner)
    wave(dt.datetime(2026, 12, 3, 8, 30, tzinfo=dt.UTC))
    with time_machine.travel(dt.datetime(2026, 12, 3, 9, 0, tzinfo=dt.UTC), tick=False):
        move_date(item=item, to=dt.date(2026, 11, 26) + dt.timedelta(days=14), actor=item.owner)
    wave(dt.datetime(2026, 12, 4, 8, 30, tzinfo=dt.UTC))
    assert [sent.subject.partition(":")[0] for sent in mail.outbox] == ["Thursday 26 Nov", "Thursday 10 Dec"]


def test_queued_in_the_morning_but_sent_in_the_evening_waits_for_the_next_morning(item):
    with time_machine.travel(MORNING, tick=False):
        remind()
    with time_machine.travel(MORNING + dt.timedelta(hours=12), tick=False):
        deliver_all_due()
    delivery = Delivery.objects.get()
    assert mail.outbox == []
    assert (delivery.status, delivery.tries) == ("waiting", 0)
    assert clock.local(delivery.due_at, "Europe/Berlin").strftime("%a %H:%M") == "Fri 09:30"


@pytest.mark.parametrize("state", ["held", "hinted", "imported"])
def test_words_that_nobody_has_passed_are_not_mailed(item, state):
    item._meta.get_field("sentence").put(item, item.sentence, state)
    item.save(update_fields=["sentence"])
    assert wave() == []


def test_the_item_of_a_restricted_review_goes_to_its_owner_only(cast, item):
    cast.restrict()
    [sent] = wave()
    assert sent.recipients() == ["sven.kallas@example.org"]


def test_seven_months_of_many_items_remind_once_each(cast):
    """Every third day somebody promises something; the machine is off on some days. One mail an item, in order."""
    start = dt.datetime(2026, 1, 1, 7, 45, tzinfo=dt.UTC)
    for number in range(60):
        with time_machine.travel(start + dt.timedelta(days=3 * number), tick=False):
            ActionFactory(
                review=cast.review, owner=cast.involved, due_on=(start + dt.timedelta(days=3 * number + 15)).date()
            )
    for day in range(220):
        if day % 7 not in (3, 4):
            wave(start + dt.timedelta(days=day, hours=2))
    assert len(mail.outbox) == 60
    assert Delivery.objects.filter(status="sent").count() == Delivery.objects.count() == 60


@pytest.mark.parametrize("count", [1, 30])
def test_remind_costs_the_same_queries_however_many(cast, django_assert_num_queries, count):
    with time_machine.travel(BEFORE, tick=False):
        for _ in range(count):
            ActionFactory(review=cast.review, owner=cast.involved)
    with time_machine.travel(MORNING, tick=False), django_assert_num_queries(5):
        remind()
    assert Delivery.objects.count() == count
