"""The board: grouped by what it needs, counted truly, only what this person may see."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from accounts.models import User
from postmortems.actions.board import MOST, board
from postmortems.shared import clock
from tests.factories import ActionFactory, MembershipFactory, ReviewFactory, TeamFactory

WEDNESDAY = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _on_a_wednesday():
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def on(day: int, month: int = 11) -> dt.date:
    return dt.date(2026, month, day)


def make(cast, name, **fields):
    fields = {"owner": cast.involved, "team": cast.team, "review": cast.review, "state": "accepted", **fields}
    return ActionFactory(sentence=f"Make {name} exist", **fields)


def groups_for(user: User, **options) -> dict[str, list[str]]:
    options = {"teams": list(user.teams.all()), "shown": "all", **options}
    found = board(user, **options)
    return {group.name: [row.item.sentence.split()[1] for row in group.rows] for group in found.groups}


@pytest.fixture
def filled(cast):
    make(cast, "orphan", owner=None)
    make(cast, "leaver", owner=cast.stranger, due_on=on(26))
    make(cast, "blocked", state="blocked", reason="no access", due_on=on(26))
    make(cast, "past", due_on=on(18))
    make(cast, "today", due_on=on(25))
    make(cast, "sunday", due_on=on(29))
    make(cast, "monday", due_on=on(30))
    make(cast, "dateless", due_on=None, first_due_on=None)
    make(cast, "finished", state="done", done_on=on(20))
    make(cast, "finished-long-ago", state="done", done_on=on(1))
    make(cast, "declined", state="declined", reason="not needed")
    make(cast, "removed", deleted_at=clock.now())
    cast.stranger.is_active = False
    cast.stranger.save(update_fields=["is_active"])


def test_items_stand_where_they_need_something(cast, filled):
    assert groups_for(cast.reader) == {
        "decide": ["past", "orphan", "leaver", "blocked"],
        "week": ["today", "sunday"],
        "later": ["monday", "dateless"],
        "done": ["finished"],
    }


def test_the_sentence_on_top_counts_what_is_below(cast, filled, signed_in):
    text = signed_in(cast.reader).get(reverse("actions") + "?show=all").text
    assert "<strong>8 open. 4 need a decision.</strong> Nothing else waits for you." in text
    assert "was 18 Nov" in text
    assert "overdue" not in text


@pytest.mark.parametrize(
    ("items", "headline"),
    [([], "Nothing is open here."), ([{}], "1 open."), ([{"owner": None}], "1 open. 1 needs a decision.")],
)
def test_one_is_not_many(cast, items, headline):
    for fields in items:
        make(cast, "thing", due_on=on(28), **fields)
    assert board(cast.reader, teams=[], shown="all").headline == headline


def test_what_waits_for_an_answer_is_said_to_its_owner_only(cast):
    make(cast, "thing", state="offered", due_on=on(28))
    assert board(cast.involved, teams=[], shown="mine").for_you == "1 waits for your answer."
    assert board(cast.reader, teams=[], shown="all").for_you == "Nothing else waits for you."


def test_filters_show_my_teams_mine_or_all(cast, signed_in):
    other = TeamFactory(name="Search")
    make(cast, "ours")
    make(cast, "theirs", team=other, owner=cast.reader)
    make(cast, "lea", team=other, owner=cast.teammate)
    teams = [cast.team]
    assert groups_for(cast.teammate, teams=teams, shown="teams") == {"week": ["ours"]}
    assert groups_for(cast.teammate, teams=teams, shown="mine") == {"week": ["lea"]}
    assert groups_for(cast.teammate, teams=teams, shown="all") == {"week": ["ours", "theirs", "lea"]}
    text = signed_in(cast.teammate).get(reverse("actions")).text
    assert '?show=teams" aria-current="true">Payments</a>' in text
    MembershipFactory(user=cast.teammate, team=other)
    assert ">My teams</a>" in signed_in(cast.teammate).get(reverse("actions")).text
    assert '?show=all" aria-current="true"' in signed_in(cast.reader).get(reverse("actions") + "?show=teams").text


def test_nobody_sees_what_belongs_to_a_review_they_cannot_see(cast, signed_in):
    make(cast, "secret")
    cast.restrict()
    assert groups_for(cast.stranger) == groups_for(cast.administrator) == {}
    assert board(cast.stranger, teams=[], shown="all").open_count == 0
    assert "secret" not in signed_in(cast.stranger).get(reverse("actions")).text
    assert groups_for(cast.reader) == {"week": ["secret"]}


def test_a_long_group_goes_on_page_after_page(cast, signed_in):
    review = ReviewFactory()
    for number in range(MOST + 3):
        due_on = None if number > MOST else on(1, 12)
        ActionFactory(
            review=review, owner=cast.involved, sentence=f"Make {number} exist", due_on=due_on, first_due_on=due_on
        )
    first = board(cast.reader, teams=[], shown="all").groups[0]
    assert [row.item.sentence for row in first.rows] == [f"Make {number} exist" for number in range(MOST)]
    rest = groups_for(cast.reader, only="later", after=first.older)
    assert rest == {"later": ["50", "51", "52"]}
    client = signed_in(cast.reader)
    assert f"group=later&amp;after={first.older}" in client.get(reverse("actions")).text
    assert client.get(reverse("actions") + "?group=nothing&after=nonsense&show=x").status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_the_same_queries_however_long(cast, signed_in, django_assert_num_queries, count):
    for number in range(count):
        make(cast, f"w{number}", due_on=on(26))
        make(cast, f"d{number}", owner=None)
    client = signed_in(cast.teammate)
    with django_assert_num_queries(11):
        assert client.get(reverse("actions")).status_code == 200


def test_the_owner_answers_in_the_row(cast, signed_in):
    item = make(cast, "thing", state="offered")
    assert "I take it on" in signed_in(cast.involved).get(reverse("actions")).text
    assert "I take it on" not in signed_in(cast.teammate).get(reverse("actions")).text
    signed_in(cast.involved).post(reverse("action-answer", args=[item.pk]), {"answer": "accept", "back": "board"})
    item.refresh_from_db()
    assert item.state == "accepted"
