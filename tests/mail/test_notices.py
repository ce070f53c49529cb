"""Notices: the twin of every mail in the app, seen by its recipient alone, and gone once it is answered."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from postmortems.actions.services import answer_action
from postmortems.followup.services import remind
from postmortems.mail.models import Delivery
from postmortems.mail.queries import notices_for
from postmortems.mail.services import forget_old
from postmortems.shared import clock
from tests.factories import ActionFactory

PAGE = reverse("notices")
MORNING = dt.datetime(2026, 11, 19, 8, 30, tzinfo=dt.UTC)


@pytest.fixture
def now():
    with time_machine.travel(MORNING, tick=False) as moving:
        yield moving


@pytest.fixture
def asked(cast, now):
    """Sven was asked about something he promised; no mail went out."""
    now.move_to(MORNING - dt.timedelta(days=20))
    item = ActionFactory(review=cast.review, owner=cast.involved, state="accepted", sentence="Cap the <bulk> tool")
    now.move_to(MORNING)
    remind()
    return item


def shown(signed_in, person, address: str = PAGE) -> str:
    return signed_in(person).get(address).content.decode()


def test_it_stands_in_the_app_before_any_mail_went_out(cast, asked, signed_in):
    page = shown(signed_in, cast.involved)
    assert "Thursday 26 Nov: Cap the &lt;bulk&gt; tool" in page
    assert f'href="/actions/{asked.pk}/"' in page
    assert '<span class="tag accent num">1<' in page
    assert "Cap the" not in shown(signed_in, cast.owner)


@pytest.mark.parametrize("status", ["sent", "undeliverable"])
def test_whatever_became_of_the_mail_it_stands_there(cast, asked, signed_in, status):
    Delivery.objects.update(status=status)
    assert "Cap the" in shown(signed_in, cast.involved)


def test_nothing_stands_there_before_its_time(cast, asked, signed_in):
    Delivery.objects.update(due_at=clock.now() + dt.timedelta(minutes=1))
    assert "Nothing new." in shown(signed_in, cast.involved)


def test_an_answer_puts_it_away(cast, asked, signed_in, now):
    now.shift(60)
    answer_action(item=asked, answer="done", actor=cast.involved)
    page = shown(signed_in, cast.involved)
    assert "Nothing new." in page
    assert "settled</span>" in page
    assert "tag accent num" not in page
    assert notices_for(cast.involved, 5) == []


def test_home_gets_what_is_open_the_newest_first(cast, asked):
    [notice] = notices_for(cast.involved, 5)
    assert (notice.words, notice.door) == ("Thursday 26 Nov: Cap the <bulk> tool", f"/actions/{asked.pk}/")
    assert notice.at == MORNING


def test_what_may_not_be_seen_any_more_says_nothing_of_it(cast, asked, signed_in):
    cast.review.participants.all().delete()
    cast.review.visibility = "people"
    cast.review.save(update_fields=["visibility"])
    page = shown(signed_in, cast.involved)
    assert "Cap the" not in page
    assert "Something that is settled by now." in page


def test_put_away_by_a_button_and_readable_all_the_same(cast, asked, signed_in):
    row = Delivery.objects.get()
    client = signed_in(cast.involved)
    answer = client.post(reverse("notice-away", args=[row.pk]))
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert client.post(reverse("notice-away", args=[row.pk])).status_code == 302  # pressed twice
    row.refresh_from_db()
    assert row.seen_at == MORNING
    page = shown(signed_in, cast.involved)
    assert "Cap the" in page
    assert "Put away" not in page


def test_nobody_puts_away_what_is_anothers(cast, asked, signed_in):
    row = Delivery.objects.get()
    assert signed_in(cast.owner).post(reverse("notice-away", args=[row.pk])).status_code == 404
    signed_in(cast.owner).post(reverse("notices-away"))
    row.refresh_from_db()
    assert row.seen_at is None


def test_all_at_once(cast, asked, signed_in):
    ActionFactory(review=cast.review, owner=cast.involved, touched_at=MORNING - dt.timedelta(days=20), state="accepted")
    remind()
    assert "Put all away" in shown(signed_in, cast.involved)
    signed_in(cast.involved).post(reverse("notices-away"))
    assert not Delivery.objects.filter(seen_at=None).exists()


def test_looking_changes_nothing(cast, asked, signed_in):
    before = list(Delivery.objects.values())
    for ask in ("get", "head"):
        assert getattr(signed_in(cast.involved), ask)(PAGE).status_code == 200
        assert getattr(signed_in(cast.involved), ask)(reverse("notices-away")).status_code == 405
    assert list(Delivery.objects.values()) == before


def test_mail_that_does_not_arrive_is_said_until_one_does(cast, asked, signed_in):
    Delivery.objects.update(status="undeliverable", last_reply="550")
    page = shown(signed_in, cast.involved)
    assert "Mail does not reach you" in page
    assert "came back (550)" in page
    assert "Mail does not reach you" not in shown(signed_in, cast.owner)
    Delivery.objects.create(
        kind="action_due", about="action:9", recipient=cast.involved, local_date=MORNING.date(),
        due_at=MORNING, created_at=MORNING, status="sent",
    )  # fmt: skip
    assert "Mail does not reach you" not in shown(signed_in, cast.involved)


def test_the_pages_follow_each_other_without_a_gap(cast, signed_in, now):
    items = [ActionFactory(review=cast.review, owner=cast.involved, sentence=f"Thing {n} exists") for n in range(75)]
    Delivery.objects.bulk_create(
        Delivery(
            kind="action_due_soon",
            about=f"action:{item.pk}",
            recipient=cast.involved,
            local_date=item.due_on,
            due_at=MORNING - dt.timedelta(minutes=number // 3),  # three of one moment
            created_at=MORNING,
            seen_at=MORNING if number % 2 else None,
        )
        for number, item in enumerate(items)
    )
    seen, address = [], PAGE
    while address:
        answer = signed_in(cast.involved).get(address)
        seen += [notice.pk for notice in answer.context["new"] + answer.context["earlier"]]
        address = answer.context["older"] and f"{PAGE}?after={answer.context['older']}"
    expected = Delivery.objects.order_by("-due_at", "-pk").values_list("pk", "seen_at")
    assert seen == [pk for pk, at in expected if at is None] + [pk for pk, at in expected if at]
    assert signed_in(cast.involved).get(f"{PAGE}?after=nonsense").status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_the_same_number_of_questions(cast, now, signed_in, django_assert_num_queries, count):
    now.move_to(MORNING - dt.timedelta(days=20))
    for _ in range(count):
        ActionFactory(review=cast.review, owner=cast.involved, state="accepted")
    now.move_to(MORNING)
    remind()
    client = signed_in(cast.involved)
    client.get(PAGE)
    with django_assert_num_queries(7):
        assert client.get(PAGE).content.count(b"<li id=") == count


def test_the_count_comes_with_the_person_and_costs_no_page_a_question(cast, asked, signed_in):
    client = signed_in(cast.involved)
    with CaptureQueriesContext(connection) as queries:
        assert '<span class="tag accent num">1<' in client.get(reverse("record")).content.decode()
    [counting] = [query["sql"] for query in queries if "postmortems_delivery" in query["sql"]]
    assert "accounts_user" in counting


def test_what_is_old_is_forgotten_and_what_waits_is_not(cast, asked, now):
    now.shift(dt.timedelta(days=91))
    assert forget_old() == 0
    Delivery.objects.update(status="sent")
    assert forget_old() == 1
