"""From a date to a mail: who gets it, once, and who does not."""

import datetime as dt
from itertools import pairwise

import pytest
import time_machine
from django.core import mail

from postmortems.actions.check import EffectCheck
from postmortems.actions.decisions import replan
from postmortems.actions.models import ActionItem
from postmortems.actions.services import answer_action, remove_action
from postmortems.followup.services import remind
from postmortems.mail.deliver import deliver_all_due
from postmortems.mail.models import Delivery
from postmortems.shared import clock
from tests.factories import ActionFactory
from tests.followup.conftest import BEFORE, MORNING, SENTENCE, day, wave


def test_a_single_item_reads_as_a_mail_of_its_own(item):
    [sent] = wave()
    assert sent.subject == f"Thursday 26 Nov: {SENTENCE}"
    assert sent.to == ["sven.kallas@example.org"]
    assert sent.body.startswith(f"{SENTENCE}\nPromised for Thursday 26 Nov.\nIt came out of “Checkout unavailable")
    assert f"\n* Done\n  http://localhost:8000/actions/{item.pk}/?as=done#asked\n" in sent.body
    assert "This comes to you because it is yours." in sent.body
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


def test_nobody_answers_in_a_large_organisation(item, lead, large, days_pass):
    """The table of the practice, as it arrives: four to the owner, the team's lead once, then silence."""
    assert days_pass("2026-11-16", "2027-02-15") == [
        f"Thu 19 Nov sven: Thursday 26 Nov: {SENTENCE}",
        f"Thu 26 Nov sven: Today: {SENTENCE}",
        f"Thu 03 Dec sven: What is in the way of “{SENTENCE}”?",
        f"Thu 10 Dec sven: Let’s re-plan: {SENTENCE}",
        f"Thu 10 Dec priya: Let’s re-plan: {SENTENCE}",
        "Thu 17 Dec lea: Payments team: one promise needs room or a decision",
    ]
    told = [one.body for one in mail.outbox if one.subject.startswith("Let’s")]
    assert all("Lea will be asked for room or a decision on Thursday 17 Dec" in body for body in told)
    item.refresh_from_db()
    assert item.room_asked_at == day("2026-12-17")


def test_nobody_answers_in_a_small_one_so_it_comes_with_the_list_of_the_week(item, days_pass):
    """No mail of its own asks for room there: it stands in the list of whoever keeps the review."""
    heard = days_pass("2026-12-03", "2027-02-15")
    assert [line.partition(":")[0] for line in heard] == ["Thu 03 Dec sven", "Thu 10 Dec sven", "Thu 10 Dec priya"]
    assert "Priya will be asked for room or a decision on Monday 21 Dec" in mail.outbox[1].body
    item.refresh_from_db()
    assert item.room_asked_at == day("2026-12-17")


def test_the_third_new_date_asks_the_team(cast, item, lead, large):
    for number, to in enumerate(["2026-12-10", "2026-12-17", "2027-01-14"]):
        with time_machine.travel(BEFORE + dt.timedelta(hours=number), tick=False):
            replan(item=item, to=dt.date.fromisoformat(to), actor=cast.involved)
    [sent] = wave(day("2026-11-03"))
    assert (sent.to, sent.subject) == (
        ["lea.brandt@example.org"], "Payments team: one promise needs room or a decision",
    )  # fmt: skip


def test_what_is_offered_is_asked_the_next_morning(cast):
    with time_machine.travel(BEFORE, tick=False):
        ActionFactory(review=cast.review, owner=cast.involved, sentence=SENTENCE, due_on=None)
    assert wave(BEFORE) == []
    [sent] = wave(day("2026-11-03"))
    assert sent.subject == f"Would you take this on? — {SENTENCE}"
    assert [line for line in sent.body.partition("\n--")[0].splitlines() if line.startswith("* ")] == [
        "* I take it on", "* Talk first", "* No longer worth it",
    ]  # fmt: skip


def test_the_effect_is_asked_of_who_did_it_and_of_who_keeps_the_review(cast, item):
    ActionItem.objects.update(state="done", done_on=dt.date(2026, 11, 20), effect_check_on=dt.date(2026, 12, 21))
    sent = wave(day("2026-12-21"))
    assert [(one.to[0], one.subject) for one in sent] == [
        ("sven.kallas@example.org", f"Done 20 Nov: did it help? — {SENTENCE}"),
        ("priya.raman@example.org", f"Done 20 Nov: did it help? — {SENTENCE}"),
    ]
    assert "as=effect&effect=no_difference" in sent[0].body
    for days, planned in ((30, "2026-12-21"), (60, "2027-01-19"), (90, "2027-02-18")):
        EffectCheck.objects.create(action=item, days=days, planned_on=planned)
    assert len(wave(day("2027-01-18"))) == 2
    assert len(wave(day("2027-01-19"))) == 4  # nobody answered: the next one is asked, once
    assert len(wave(day("2027-01-21"))) == 4


def test_an_owner_who_left_gets_nothing_and_the_review_hears_once_that_it_needs_a_home(cast, item, days_pass):
    type(cast.involved).objects.filter(pk=cast.involved.pk).update(is_active=False)
    assert days_pass("2026-11-16", "2027-01-15") == [f"Mon 16 Nov priya: Needs a home: {SENTENCE}"]


def _done(item, cast):
    answer_action(item=item, answer="done", actor=item.owner)


def _moved(item, cast):
    replan(item=item, to=dt.date(2026, 12, 10), actor=item.owner)


def _spoken_of(item, cast):
    answer_action(item=item, answer="blocked", actor=item.owner, reason="It waits for a key.")


def _given_away(item, cast):
    ActionItem.objects.filter(pk=item.pk).update(owner=cast.teammate)


def _removed(item, cast):
    remove_action(item=item, actor=cast.owner)


def _left(item, cast):
    item.owner.is_active = False
    item.owner.save(update_fields=["is_active"])


def _closed(item, cast):
    cast.review.state = "closed"
    cast.review.save(update_fields=["state"])


def _locked_out(item, cast):
    cast.review.participants.all().delete()
    cast.review.visibility = "people"
    cast.review.save(update_fields=["visibility"])


@pytest.mark.parametrize("change", [_done, _moved, _spoken_of, _given_away, _removed, _left, _closed, _locked_out])
def test_what_changed_between_queue_and_send_is_dropped(cast, item, change):
    with time_machine.travel(MORNING, tick=False):
        remind()
    with time_machine.travel(MORNING + dt.timedelta(seconds=9), tick=False):
        change(item, cast)
        deliver_all_due()
    assert [one.subject for one in mail.outbox if not one.subject.startswith("Thank you")] == []
    assert Delivery.objects.get(kind="action_due_soon").status == "dropped"


def test_another_date_is_another_reminder_and_the_old_one_is_not(item):
    wave()
    with time_machine.travel(MORNING, tick=False):
        replan(item=item, to=dt.date(2026, 12, 10), actor=item.owner)
    wave(day("2026-12-03"))
    with time_machine.travel(day("2026-12-03", 9), tick=False):
        replan(item=item, to=dt.date(2026, 11, 26) + dt.timedelta(days=14), actor=item.owner)
    wave(day("2026-12-04"))
    assert [sent.subject.partition(":")[0] for sent in mail.outbox] == ["Thursday 26 Nov", "Thursday 10 Dec"]


def test_queued_in_the_morning_but_sent_in_the_evening_waits_for_the_next_morning(item):
    with time_machine.travel(MORNING, tick=False):
        remind()
    with time_machine.travel(MORNING + dt.timedelta(hours=12), tick=False):
        deliver_all_due()
    delivery = Delivery.objects.get()
    assert mail.outbox == []
    assert (delivery.status, delivery.tries, delivery.digest_on) == ("waiting", 0, None)
    assert delivery.due_at == MORNING  # its notice stands already
    assert clock.local(delivery.waits_until, "Europe/Berlin").strftime("%a %H:%M") == "Fri 09:30"


@pytest.mark.parametrize("state", ["held", "hinted", "imported"])
def test_words_that_nobody_has_passed_are_not_mailed(item, state):
    item._meta.get_field("sentence").put(item, item.sentence, state)
    item.save(update_fields=["sentence"])
    assert wave() == []


def test_the_item_of_a_restricted_review_goes_to_its_owner_only(cast, item):
    cast.restrict()
    [sent] = wave()
    assert sent.recipients() == ["sven.kallas@example.org"]


def test_a_quarter_of_many_items_one_mail_a_person_and_working_day(cast):
    """Every third day somebody promises something and nobody answers; the machine is off on some days."""
    start = dt.datetime(2026, 1, 1, 7, 45, tzinfo=dt.UTC)
    for number in range(14):
        with time_machine.travel(start + dt.timedelta(days=3 * number), tick=False):
            ActionFactory(
                review=cast.review,
                owner=cast.involved,
                state="accepted",
                due_on=(start + dt.timedelta(days=3 * number + 15)).date(),
            )
    for number in range(80):
        if number % 11 not in (3, 4):
            wave(start + dt.timedelta(days=number, hours=2))
    rows = Delivery.objects.filter(about__startswith="action:").exclude(status__in=["sent", "quiet"])
    assert not rows.exists()
    days = [(one.to[0], str(one.message()["Date"])[:16]) for one in mail.outbox]
    assert len(days) == len(set(days))
    assert not [when for _to, when in days if when.startswith(("Sat", "Sun"))]
    asked = Delivery.objects.filter(recipient=cast.involved, status="sent").order_by("about", "due_at")
    for earlier, later in pairwise(asked):
        if earlier.about == later.about:
            rest = clock.add_working_days(earlier.due_at.date(), 5, [1, 2, 3, 4, 5])
            assert later.due_at.date() >= rest


def test_only_the_newest_question_about_an_item_is_a_new_notice(cast, item, days_pass):
    days_pass("2026-11-19", "2026-12-10")
    new = Delivery.objects.filter(seen_at=None, about=f"action:{item.pk}").order_by("pk")
    assert [(row.kind, row.recipient) for row in new] == [
        ("action_replan", cast.involved),
        ("action_replan", cast.owner),
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_remind_costs_the_same_queries_however_many(cast, django_assert_num_queries, count):
    with time_machine.travel(BEFORE, tick=False):
        for _ in range(count):
            ActionFactory(review=cast.review, owner=cast.involved, state="accepted")
    with time_machine.travel(MORNING, tick=False), django_assert_num_queries(27):
        remind()
    assert Delivery.objects.count() == count
