"""Answering in the row of the board: whoever may decide gets the form there, and the row back; others learn nothing."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from postmortems.actions.models import ActionItem
from postmortems.audit.models import AuditEntry
from tests.factories import ActionFactory, MembershipFactory, UserFactory

NOON = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)
HTMX = {"HX-Request": "true"}
BOARD = "board?show=all"
DECISIONS = (
    {"answer": "make_room", "reason": "Lea covers the release", "due_on": "2026-12-02"},
    {"answer": "new_date", "due_on": "2026-12-02", "in_the_way": "time"},
    {"answer": "decline", "reason": "The tool goes away"},
)


@pytest.fixture(autouse=True)
def _on_a_wednesday():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def item(cast):
    """Somebody else's, blocked, and its date has passed."""
    return ActionFactory(
        review=cast.review,
        team=cast.team,
        owner=cast.involved,
        state="blocked",
        reason="releases",
        in_the_way="time",
        due_on=dt.date(2026, 11, 18),
    )


@pytest.fixture
def lead(cast):
    person = UserFactory(display_name="Anna Lind")
    MembershipFactory(user=person, team=cast.team, role="lead")
    return person


def ask(client, item, name, back=BOARD):
    return client.get(reverse("action", args=[item.pk]), {"as": name, "back": back}, headers=HTMX)


def say(client, item, headers=HTMX, **answer):
    return client.post(reverse("action-answer", args=[item.pk]), {"back": BOARD} | answer, headers=headers)


@pytest.mark.parametrize("answer", DECISIONS, ids=lambda answer: answer["answer"])
@pytest.mark.parametrize("who", ["owner", "facilitator", "lead"])
def test_who_keeps_it_decides_in_the_row(request, cast, signed_in, item, lead, answer, who):
    client = signed_in(lead if who == "lead" else getattr(cast, who))
    asked = ask(client, item, answer["answer"])
    assert asked.text.strip().startswith(f'<tr id="board-action-{item.pk}">')
    assert f'name="answer" value="{answer["answer"]}"' in asked.text
    response = say(client, item, **answer)
    assert response.text.strip().startswith(f'<tr id="board-action-{item.pk}">')
    assert 'role="status"' in response.text
    assert 'id="board-headline" hx-swap-oob="true"' in response.text
    standing = ActionItem.objects.get(pk=item.pk)
    assert standing.state == ("declined" if answer["answer"] == "decline" else "accepted")


@pytest.mark.parametrize("answer", DECISIONS, ids=lambda answer: answer["answer"])
def test_without_javascript_the_form_is_on_its_page_and_leads_back_to_the_board(cast, signed_in, item, answer):
    client = signed_in(cast.owner)
    page = client.get(reverse("action", args=[item.pk]), {"as": answer["answer"], "back": BOARD}).text
    assert "<!doctype html>" in page.lower()
    assert f'name="back" value="{BOARD}"' in page
    response = say(client, item, headers={}, **answer)
    assert (response.status_code, response["Location"]) == (302, "/actions/?show=all")


def test_asking_changes_nothing(cast, signed_in, item):
    client = signed_in(cast.owner)
    with CaptureQueriesContext(connection) as queries:
        for name in ("make_room", "new_date", "hand_over", "decline"):
            assert ask(client, item, name).status_code == 200
    assert [query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "DECLARE"))] == []


def test_who_does_not_keep_it_is_told_so_or_learns_nothing(cast, signed_in, item):
    cast.restrict()
    for person, status in ((cast.reader, 403), (cast.stranger, 404), (cast.administrator, 404)):
        for answer in DECISIONS:
            assert say(signed_in(person), item, **answer).status_code == status
    for answer in (DECISIONS[0], DECISIONS[2]):
        assert say(signed_in(cast.teammate), item, **answer).status_code == 403
    assert "Make room" not in ask(signed_in(cast.teammate), item, "make_room").text
    item.refresh_from_db()
    assert (item.state, AuditEntry.objects.count()) == ("blocked", 0)


def test_a_teammate_may_plan_it_anew_as_in_the_form(cast, signed_in, item):
    assert say(signed_in(cast.teammate), item, **DECISIONS[1]).status_code == 200


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"answer": "make_room"}, "Its date has passed. Which one is next?"),
        ({"answer": "new_date"}, "Which day is right?"),
        ({"answer": "new_date", "due_on": "2026-11-01"}, "That day is over."),
        ({"answer": "decline"}, "One sentence says why"),
        ({"answer": "hand_over"}, "Whom shall it be offered to?"),
        ({"answer": "nonsense"}, "Which answer is it?"),
    ],
)
def test_what_is_missing_is_asked_for_in_the_row(cast, signed_in, item, answer, words):
    response = say(signed_in(cast.owner), item, **answer)
    assert response.status_code == 422
    assert words in response.text


def test_the_words_stay_when_somebody_else_decided_first(cast, signed_in, item):
    client = signed_in(cast.owner)
    ActionItem.objects.filter(pk=item.pk).update(state="accepted", due_on=dt.date(2026, 12, 1), reason="")
    response = say(client, item, answer="make_room", reason="Lea helps")
    assert response.status_code == 409
    assert "It has moved on meanwhile" in response.text
    assert "Lea helps" in response.text


def test_finding_a_home_offers_it_and_says_so(cast, signed_in, item):
    ActionItem.objects.filter(pk=item.pk).update(owner=None, due_on=dt.date(2026, 12, 1), state="offered", reason="")
    client = signed_in(cast.facilitator)
    assert "Who could take it?" in ask(client, item, "hand_over").text
    response = say(client, item, answer="hand_over", owner=cast.teammate.pk)
    assert "Lea’s answer" in response.text
    assert "It waits for their answer." in response.text
    assert "1 open." in response.text
    taken = say(signed_in(cast.teammate), item, answer="hand_over", owner="")
    assert "until it has a home" in taken.text


def test_nobody_gets_what_they_cannot_see(cast, signed_in, item):
    cast.restrict()
    response = say(signed_in(cast.owner), item, answer="hand_over", owner=cast.stranger.pk)
    assert response.status_code == 422
    assert "cannot see this review yet" in response.text


def test_whether_it_helped_takes_one_press_and_a_note_later(cast, signed_in, item, lead):
    ActionItem.objects.filter(pk=item.pk).update(
        state="done", done_on=dt.date(2026, 10, 20), effect_check_on=dt.date(2026, 11, 19), reason=""
    )
    for person in (cast.reader, cast.teammate):
        signed_in(person)
        allowed = 403
        assert say(signed_in(person), item, answer="effect", effect="helped").status_code == allowed
    client = signed_in(lead)
    assert "Add how anybody can tell" in say(client, item, answer="effect", effect="helped").text
    asked = ask(client, item, "effect").text
    assert "How can anybody tell?" in asked
    assert say(client, item, answer="effect", effect="helped", reason="No push since").status_code == 200
    assert say(client, item, answer="effect", effect="wonderful").status_code == 422
    item.refresh_from_db()
    assert (item.effect, item.effect_note) == ("helped", "No push since")


def test_the_third_new_date_is_answered_kindly(cast, signed_in, item):
    client = signed_in(cast.involved)
    for day, words in (("2026-12-01", "Moved."), ("2026-12-08", "Moved."), ("2026-12-15", "for the third time")):
        assert words in say(client, item, answer="new_date", due_on=day).text
    item.refresh_from_db()
    assert item.room_asked_at == NOON
    page = client.get(reverse("action", args=[item.pk])).text
    assert "18 Nov → 1 Dec" in page
    assert "was 18 Nov at first" in page


def test_the_date_is_changed_where_it_stands_on_the_review(cast, signed_in, item):
    client = signed_in(cast.owner)
    asked = ask(client, item, "new_date", back="review").text
    assert asked.strip().startswith("<article")
    response = say(client, item, answer="new_date", due_on="2026-12-02", back="review")
    assert response.text.strip().startswith("<article")
    assert "was 18 Nov at first" in response.text
    again = say(client, item, headers={}, answer="new_date", due_on="2026-12-03", back="review")
    assert again["Location"] == f"/reviews/{cast.review.ref}/#action-{item.pk}"


def test_a_link_in_a_message_shows_the_button_that_was_meant(cast, signed_in, item):
    text = signed_in(cast.involved).get(reverse("action", args=[item.pk]), {"as": "unblocked"}).text
    assert '<button class="button primary" name="answer" value="unblocked">' in text
    assert 'id="asked"' in text
    item.refresh_from_db()
    assert item.state == "blocked"
