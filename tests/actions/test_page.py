"""The page that a mail opens: opening it changes nothing, answering it takes one press, and only its owner answers."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from postmortems.audit.models import AuditEntry
from postmortems.shared import clock
from tests.factories import ActionFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def item(cast):
    soon = clock.today("Europe/Berlin") + dt.timedelta(days=3)
    return ActionFactory(
        review=cast.review, owner=cast.involved, due_on=soon, state="offered", done_when="a drill shows it"
    )


def page_of(item) -> str:
    return reverse("action", args=[item.pk])


def say(client, item, headers=None, **answer):
    return client.post(reverse("action-answer", args=[item.pk]), answer, headers=headers or {})


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_it_writes_nothing(cast, signed_in, item, method):
    client = signed_in(cast.involved)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert getattr(client, method)(page_of(item)).status_code == 200
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
    assert client.options(page_of(item)).status_code == 405
    for change in ("answer", "remove", "restore", "settle"):
        assert client.get(reverse(f"action-{change}", args=[item.pk])).status_code == 405


def test_the_owner_sees_answers_and_a_forwarded_mail_says_whose_it_is(cast, signed_in, item):
    mine = signed_in(cast.involved).get(page_of(item)).text
    assert "I take it on" in mine
    assert "a drill shows it" in mine
    theirs = signed_in(cast.reader).get(page_of(item)).text
    assert "I take it on" not in theirs
    assert "This is Sven’s to answer." in theirs


def test_a_stranger_learns_nothing(cast, signed_in, item):
    cast.restrict()
    client = signed_in(cast.stranger)
    assert client.get(page_of(item)).status_code == 404
    assert say(client, item, answer="done").status_code == 404


def test_only_the_owner_answers(cast, signed_in, item):
    for person in (cast.reader, cast.teammate, cast.owner, cast.facilitator, cast.administrator):
        assert say(signed_in(person), item, answer="done").status_code == 403
    item.refresh_from_db()
    assert item.state == "offered"


@pytest.mark.parametrize(
    ("before", "answer", "after", "thanks"),
    [
        ("offered", {"answer": "accept"}, "accepted", "It has a home now."),
        ("offered", {"answer": "talk_first"}, "talk_first", "you would like to talk first"),
        ("accepted", {"answer": "done"}, "done", "It exists now."),
        ("accepted", {"answer": "blocked", "reason": "no access"}, "blocked", "Needs a decision"),
        ("blocked", {"answer": "unblocked"}, "accepted", "it moves again"),
        ("accepted", {"answer": "decline", "reason": "the tool goes away"}, "declined", "Said openly."),
        ("done", {"answer": "reopen"}, "accepted", "Open again."),
    ],
)
def test_each_answer_is_written_down_and_thanked_for(cast, signed_in, item, before, answer, after, thanks):
    item.state, item.done_on = before, clock.today("UTC") if before == "done" else None
    item.reason = "waiting" if before == "blocked" else ""
    item.save(update_fields=["state", "done_on", "reason"])
    client = signed_in(cast.involved)
    response = client.post(reverse("action-answer", args=[item.pk]), answer, follow=True)
    item.refresh_from_db()
    assert response.redirect_chain == [(page_of(item), 302)]
    assert thanks in response.text
    assert (item.state, item.reason) == (after, answer.get("reason", ""))
    assert item.done_on == (clock.today("Europe/Berlin") if after == "done" else None)
    assert AuditEntry.objects.filter(target=f"action:{item.pk}").latest("pk").actor == cast.involved


def test_a_new_date_keeps_the_first_one(cast, signed_in, item):
    later = item.due_on + dt.timedelta(days=10)
    assert say(signed_in(cast.involved), item, answer="new_date", due_on=later).status_code == 302
    first, item_due = item.due_on, later
    item.refresh_from_db()
    assert (item.due_on, item.first_due_on) == (item_due, first)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({}, "Which answer is it?"),
        ({"answer": "praise"}, "Which answer is it?"),
        ({"answer": "decline"}, "One sentence says why"),
        ({"answer": "new_date"}, "Which day is right?"),
        ({"answer": "new_date", "due_on": "soon"}, "A day, as in"),
        ({"answer": "new_date", "due_on": "2020-01-01"}, "That day is over."),
    ],
)
def test_what_is_missing_is_asked_for_kindly(cast, signed_in, item, answer, words):
    response = say(signed_in(cast.involved), item, **answer)
    assert response.status_code == 422
    assert words in response.text


def test_the_reason_that_was_typed_stays_when_the_answer_came_too_late(cast, signed_in, item):
    item.state, item.done_on = "done", clock.today("UTC")
    item.save(update_fields=["state", "done_on"])
    response = say(signed_in(cast.involved), item, answer="blocked", reason="no access yet")
    assert response.status_code == 409
    assert "It has moved on meanwhile" in response.text
    assert "no access yet" in response.text


def test_pressing_twice_says_it_once(cast, signed_in, item):
    client = signed_in(cast.involved)
    assert say(client, item, answer="done").status_code == 302
    assert say(client, item, answer="done").status_code == 302
    assert AuditEntry.objects.filter(target=f"action:{item.pk}").count() == 1


def test_in_the_row_the_answer_comes_back_as_the_row(cast, signed_in, item):
    response = say(signed_in(cast.involved), item, headers=HTMX, answer="accept")
    assert response.status_code == 200
    assert response.text.strip().startswith("<article")
    assert "promised" in response.text


@pytest.mark.parametrize(
    ("back", "to"), [("review", "/reviews/{ref}/#action-{pk}"), ("board", "/actions/"), ("//evil", "/actions/{pk}/")]
)
def test_without_javascript_it_goes_back_to_where_it_was_pressed(cast, signed_in, item, back, to):
    response = say(signed_in(cast.involved), item, answer="accept", back=back)
    assert response["Location"] == to.format(ref=cast.review.ref, pk=item.pk)
