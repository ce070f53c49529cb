"""The letter of the month: what it tells whom, in the mail and on its page, by whose calendar."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from postmortems.library.piles import first_sentence
from postmortems.library.spans import Span
from postmortems.reviews.models import Participant, Review
from tests.factories import ActionFactory, FactorFactory, QuestionFactory
from tests.followup.conftest import day, wave
from tests.library.telling import NOVEMBER, sent_to, shared

PAGE, OF_NOVEMBER = reverse("letter"), reverse("letter-of", args=["2026-11"])


@pytest.mark.parametrize(
    ("name", "first", "last", "before", "after"),
    [
        ("2026-10", "2026-10-01", "2026-10-31", "2026-09", "2026-11"),
        ("2027-01", "2027-01-01", "2027-01-31", "2026-12", "2027-02"),
        ("2028-02", "2028-02-01", "2028-02-29", "2028-01", "2028-03"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "2026-Q3", "2027-Q1"),
        ("2027-Q1", "2027-01-01", "2027-03-31", "2026-Q4", "2027-Q2"),
    ],
)
def test_months_and_quarters(name, first, last, before, after):
    span = Span.said(name)
    assert [f"{one}" for one in span.days] == [first, last]
    assert (span.slug, span.before.slug, span.after.slug) == (name, before, after)
    assert all(Span.around(one, span.months) == span for one in span.days)


def test_a_span_begins_and_ends_on_the_clock_of_who_reads():
    starts, ends = Span.said("2026-10").moments("Pacific/Auckland")
    assert f"{starts:%d %H:%M} {ends:%d %H:%M}" == "30 11:00 31 11:00"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("The **cap** was per node. Nobody knew.", "The cap was per node."),
        ("- A drained pool looks healthy\n- Another", "A drained pool looks healthy"),
        ("", ""),
        ("word " * 100, "word " * 55 + "word …"),
    ],
)
def test_the_first_sentence(source, said):
    assert first_sentence(source) == said


def test_the_letter_says_what_was_learned_what_helped_and_what_is_still_asked(lea, cast):
    review = shared("Checkout stood still", "The cap was per node. Nobody knew.", kind="near_miss")
    FactorFactory(review=review, sign="held_back", sentence="A second person had the drain list open")
    QuestionFactory(review=review, body="Who else reads the drain list?")
    QuestionFactory(review=review, body="Answered by now?", answer="Yes.", answered_at=NOVEMBER)
    of_effect = {"state": "done", "done_on": dt.date(2026, 9, 1), "effect": "helped", "effect_note": "It rang twice."}
    ActionFactory(review=review, sentence="Alarm on the queue", effect_answered_on=dt.date(2026, 11, 5), **of_effect)
    ActionFactory(review=review, team=cast.team, sentence="Cap", state="done", done_on=dt.date(2026, 11, 20))
    sent = sent_to(lea)
    assert sent.subject == "November: 1 review to learn from, 1 helped, 1 promise came true"
    told = [line.strip() for line in sent.body.splitlines()]
    for line in (
        "* Checkout stood still (near miss)", "The cap was per node.", "* Alarm on the queue", "It rang twice.",
        "* A second person had the drain list open (Checkout stood still)",
        "* Who else reads the drain list? (Checkout stood still)", "* Cap (20 Nov)",
    ):  # fmt: skip
        assert line in told
    assert "Nobody knew" not in sent.body
    assert "Answered by now" not in sent.body
    assert f"{OF_NOVEMBER}\n" in sent.body
    assert OF_NOVEMBER in sent.alternatives[0].content


def test_what_is_more_than_fits_is_said_and_stands_on_the_page(lea, signed_in):
    for number in range(9):
        shared(f"Story {number}", "Something.")
    assert f"* and 2 more:\n  {settings.BASE_URL}{OF_NOVEMBER}?whole=1" in sent_to(lea).body
    with time_machine.travel(day("2026-12-01"), tick=False):
        client = signed_in(lea)
        page = client.get(OF_NOVEMBER).content.decode()
        assert ("Story 2" in page, "Story 1" in page, "and 2 more" in page) == (True, False, True)
        whole = client.get(f"{OF_NOVEMBER}?whole=1").content.decode()
        assert ("Story 0" in whole, "more<" in whole) == (True, False)


def test_a_restricted_review_is_in_no_letter_of_those_who_may_not_see_it(cast, lea, signed_in):
    review = shared("Canary of the vault", "Canary lesson.", visibility="people", owner=cast.owner)
    FactorFactory(review=review, sign="held_back", sentence="Canary factor")
    QuestionFactory(review=review, body="Canary question?")
    known = {"state": "done", "done_on": dt.date(2026, 11, 3), "effect": "helped", "team": cast.team}
    ActionFactory(review=review, sentence="Canary action", effect_answered_on=dt.date(2026, 11, 5), **known)
    shared("Open to all", "Everybody may know.")
    with time_machine.travel(day("2026-11-30"), tick=False):
        for person in (lea, cast.stranger, cast.administrator):
            answer = signed_in(person).get(PAGE).content.decode()
            assert ("Canary" in answer, "Open to all" in answer) == (False, True)
        assert "Canary of the vault" in signed_in(cast.owner).get(PAGE).content.decode()
    sent = sent_to(lea)
    assert "Canary" not in sent.subject + sent.body + sent.alternatives[0].content


def test_a_right_that_ends_between_queue_and_send_is_enough(lea):
    from postmortems.followup.services import remind

    review = shared("Canary of the vault")
    with time_machine.travel(day("2026-12-01"), tick=False):
        remind()
    Review.objects.filter(pk=review.pk).update(visibility="people")
    assert [one for one in wave(day("2026-12-01", 9)) if one.to == [lea.email]] == []


def test_the_month_is_the_one_of_who_reads(lea):
    midnight = dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC)
    shared("Told in Berlin in December", at=midnight)
    shared("Told in November", at=midnight - dt.timedelta(hours=1))
    body = sent_to(lea).body
    assert ("Told in November" in body, "December" in body) == (True, False)


def test_names_are_roles_where_the_shared_page_says_roles(lea, cast, signed_in):
    review = shared("Sven saw it first", "Sven had no way to see the pool.", names_as_roles=True)
    Participant.objects.create(review=review, user=cast.involved, role=Participant.Role.RESPONDER)
    ActionFactory(review=review, team=cast.team, sentence="Show Sven the pool", state="done", done_on="2026-11-20")
    body = sent_to(lea).body
    assert "Sven" not in body
    assert "A responder had no way to see the pool." in body


def test_the_coming_letter_is_read_before_it_goes_and_says_when_it_does(cast, lea, signed_in):
    shared("Checkout stood still", "The cap was per node.")
    with time_machine.travel(day("2026-11-20"), tick=False):
        page = signed_in(lea).get(PAGE).content.decode()
        assert "It comes to you by mail on Tuesday 1 December at 09:30" in page
        assert "Its subject today: “November: 1 review to learn from”" in page
        assert "The cap was per node." in page
        assert "By mail it goes to those who lead" in signed_in(cast.administrator).get(PAGE).content.decode()
        assert signed_in(lea).get(reverse("letter-of", args=["2026-12"])).status_code == 404
        assert signed_in(lea).get(reverse("letter-of", args=["2026-Q3"])).status_code == 404
        before = signed_in(lea).get(reverse("letter-of", args=["2026-10"])).content.decode()
        assert "Nothing to tell of that time" in before


def test_a_page_asks_as_much_of_few_as_of_many(lea, signed_in, django_assert_num_queries):
    def fill(count: int) -> None:
        for number in range(count):
            review = shared(f"Story {number}", "Something.", names_as_roles=True)
            QuestionFactory(review=review)
            FactorFactory(review=review, sign="held_back")

    client = signed_in(lea)
    with time_machine.travel(day("2026-11-20"), tick=False):
        fill(1)
        client.get(PAGE)
        with django_assert_num_queries(14):
            client.get(PAGE)
        fill(5)
        with django_assert_num_queries(14):
            client.get(PAGE)
