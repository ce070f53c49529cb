"""The board: grouped by what it needs, counted truly, only what this person may see."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from accounts.models import User
from postmortems.actions.board import LEAST, MOST, board, count
from postmortems.actions.choosing import Choice, choice_from
from postmortems.actions.models import ActionItem
from postmortems.reviews.models import Service
from postmortems.shared import clock
from tests.factories import (
    ActionFactory,
    IncidentFactory,
    MembershipFactory,
    ReviewFactory,
    TeamFactory,
    UserFactory,
)

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
    teams = options.pop("teams", list(user.teams.all()))
    found = board(user, teams=teams, choice=Choice(**options))
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
    make(cast, "roomless", state="accepted", room_asked_at=clock.now(), due_on=on(27))
    make(cast, "working", state="done", done_on=on(20, 10), effect_check_on=on(19))
    make(cast, "checked-later", state="done", done_on=on(20), effect_check_on=on(20, 12))
    make(cast, "judged", state="done", done_on=on(1, 10), effect="helped", effect_answered_on=on(24))
    make(cast, "declined", state="declined", reason="not needed")
    make(cast, "removed", deleted_at=clock.now())
    cast.stranger.is_active = False
    cast.stranger.save(update_fields=["is_active"])


def test_items_stand_where_they_need_something(cast, filled):
    assert groups_for(cast.reader) == {
        "decide": ["past", "orphan", "leaver", "blocked", "roomless"],
        "week": ["today", "sunday"],
        "later": ["monday", "dateless"],
        "effect": ["working"],
        "done": ["finished", "checked-later", "judged"],
        "let_go": ["declined"],
    }


def test_the_sentence_on_top_counts_what_is_below(cast, filled, signed_in):
    text = signed_in(cast.reader).get(reverse("actions") + "?show=all").text
    assert "<strong>9 open. 5 need a decision, 1 asks for room.</strong> Nothing else waits for you." in text
    assert "was 18 Nov" in text
    assert "overdue" not in text


@pytest.mark.parametrize(
    ("items", "headline"),
    [([], "Nothing is open here."), ([{}], "1 open."), ([{"owner": None}], "1 open. 1 needs a decision.")],
)
def test_one_is_not_many(cast, items, headline):
    for fields in items:
        make(cast, "thing", due_on=on(28), **fields)
    assert count(cast.reader, teams=[], show="all").headline == headline


def test_what_waits_for_an_answer_is_said_to_its_owner_only(cast):
    make(cast, "thing", state="offered", due_on=on(28))
    make(cast, "other", state="done", done_on=on(1, 10), effect_check_on=on(25))
    assert count(cast.involved, teams=[], show="mine").for_you == "2 wait for your answer."
    assert count(cast.reader, teams=[], show="all").for_you == "Nothing else waits for you."


def test_filters_show_my_teams_mine_or_all(cast, signed_in):
    other = TeamFactory(name="Search")
    make(cast, "ours")
    make(cast, "theirs", team=other, owner=cast.reader)
    make(cast, "lea", team=other, owner=cast.teammate)
    teams = [cast.team]
    assert groups_for(cast.teammate, teams=teams, show="teams") == {"week": ["ours"]}
    assert groups_for(cast.teammate, teams=teams, show="mine") == {"week": ["lea"]}
    assert groups_for(cast.teammate, teams=teams, show="all") == {"week": ["ours", "theirs", "lea"]}
    text = signed_in(cast.teammate).get(reverse("actions")).text
    assert '?show=teams" aria-current="true">Payments</a>' in text
    MembershipFactory(user=cast.teammate, team=other)
    assert ">My teams</a>" in signed_in(cast.teammate).get(reverse("actions")).text
    assert '?show=all" aria-current="true"' in signed_in(cast.reader).get(reverse("actions") + "?show=teams").text


def test_nobody_sees_what_belongs_to_a_review_they_cannot_see(cast, signed_in):
    make(cast, "secret")
    cast.restrict()
    assert groups_for(cast.stranger) == groups_for(cast.administrator) == {}
    assert count(cast.stranger, teams=[], show="all").opened == 0
    assert "secret" not in signed_in(cast.stranger).get(reverse("actions")).text
    assert groups_for(cast.reader) == {"week": ["secret"]}


def test_a_long_group_goes_on_page_after_page(cast, signed_in):
    review = ReviewFactory()
    for number in range(MOST + 3):
        due_on = None if number > MOST else on(1, 12)
        ActionFactory(
            review=review, owner=cast.involved, sentence=f"Make {number} exist", due_on=due_on, first_due_on=due_on
        )
    first = board(cast.reader, teams=[], choice=Choice()).groups[0]
    assert [row.item.sentence for row in first.rows] == [f"Make {number} exist" for number in range(MOST)]
    rest = groups_for(cast.reader, only="later", after=first.older)
    assert rest == {"later": ["50", "51", "52"]}
    client = signed_in(cast.reader)
    assert f"group=later&amp;after={first.older}" in client.get(reverse("actions")).text
    assert client.get(reverse("actions") + "?group=nothing&after=nonsense&show=x").status_code == 200


def test_a_full_group_leaves_a_few_rows_to_those_below_it(cast):
    for number in range(MOST + 1):
        make(cast, f"d{number}", owner=None)
    for number in range(LEAST + 1):
        make(cast, f"w{number}", due_on=on(26))
    make(cast, "e0", state="done", done_on=on(1, 10), effect_check_on=on(24))
    found = {group.name: group for group in board(cast.reader, teams=[], choice=Choice()).groups}
    assert {name: len(group.rows) for name, group in found.items()} == {"decide": MOST, "week": LEAST, "effect": 1}
    assert groups_for(cast.reader, only="week", after=found["week"].older) == {"week": [f"w{LEAST}"]}
    assert found["decide"].older
    assert not found["effect"].older


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("query", "queries"), [("", 7), ("?by=team", 7), ("?by=service", 8)])
def test_it_costs_the_same_queries_however_long(cast, signed_in, django_assert_num_queries, rows, query, queries):
    for number in range(rows):
        make(cast, f"w{number}", due_on=on(26))
        make(cast, f"d{number}", owner=None)
        make(cast, f"e{number}", state="done", done_on=on(1, 10), effect_check_on=on(24))
    client = signed_in(cast.teammate)
    with django_assert_num_queries(queries):
        assert client.get(reverse("actions") + query).status_code == 200


def test_counting_ends_where_nobody_plans_any_more(cast, monkeypatch):
    monkeypatch.setattr("postmortems.actions.board.MANY", 3)
    for number in range(5):
        make(cast, f"d{number}", owner=None)
    assert count(cast.reader, teams=[], show="all").headline == "3 or more open. 3 or more need a decision."


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("team", [("Payments", ["one"]), ("Search", ["two"]), ("No team", ["none"])]),
        ("review", [("PIR-{1} Other", ["two", "none"]), ("PIR-{0} {title}", ["one"])]),
        ("service", [("Checkout", ["one"]), ("No service", ["two", "none"])]),
        ("type", [("Detect sooner", ["two"]), ("Prevent", ["one"]), ("Not sorted yet", ["none"])]),
        ("owner", [("This week", ["one", "two", "none"]), ("Done lately", ["finished"])]),
    ],
)
def test_the_open_ones_can_be_grouped_otherwise_but_never_by_person(cast, by, groups):
    other = ReviewFactory(title="Other")
    incident = IncidentFactory(review=cast.review)
    incident.services.add(Service.objects.create(name="Checkout"), Service.objects.create(name="Search"))
    make(cast, "one", type="prevent")
    make(cast, "two", type="detect", team=TeamFactory(name="Search"), review=other)
    make(cast, "none", team=None, review=other, due_on=on(27))
    make(cast, "finished", state="done", done_on=on(20))
    choice = choice_from({"by": by, "show": "all"}, teams=[])
    found = board(cast.reader, teams=[], choice=choice)
    names = {"title": cast.review.title}
    wanted = [(heading.format(cast.review.number, other.number, **names), rows) for heading, rows in groups]
    got = [(str(one.heading), [row.item.sentence.split()[1] for row in one.rows]) for one in found.groups]
    assert got == wanted


def test_a_long_board_in_other_groups_goes_on_page_after_page(cast):
    for number in range(MOST + 3):
        make(cast, f"n{number:03}", type="prevent" if number % 2 else "detect")
    choice, seen = Choice(by="type"), []
    for _page in range(2):
        found = board(cast.reader, teams=[], choice=choice)
        seen += [row.item.pk for group in found.groups for row in group.rows]
        choice = Choice(by="type", after=found.next)
    assert found.next == ""
    assert len(seen) == len(set(seen)) == MOST + 3
    assert board(cast.reader, teams=[], choice=Choice(by="type", after="nonsense")).groups


def test_by_service_every_item_stands_once_however_far_one_goes(cast, monkeypatch):
    """Also where a page ends among the next services, and where an item has several services or none."""
    monkeypatch.setattr("postmortems.actions.board.MOST", 4)
    monkeypatch.setattr("postmortems.actions.piles.FIRST", 2)
    services = [Service.objects.create(name=name) for name in ("Ada", "Bells", "Cart", "Desk", "Ear")]
    wanted = []
    for number, of_it in enumerate([(4,), (3, 1), (0,), (2, 4), (), (1,), (0, 3)] * 2):
        review = ReviewFactory(title=f"Review {number}")
        IncidentFactory(review=review).services.add(*(services[place] for place in of_it))
        IncidentFactory(review=review, deleted_at=clock.now()).services.add(services[0])
        item = make(cast, f"n{number}", review=review)
        wanted.append((min((services[place].name for place in of_it), default="~"), item.pk))
    choice, seen = Choice(by="service"), []
    while choice:
        found = board(cast.reader, teams=[], choice=choice)
        seen += [row.item.pk for group in found.groups for row in group.rows]
        choice = Choice(by="service", after=found.next) if found.next else None
    assert seen == [pk for _name, pk in sorted(wanted)]


def rows_of(client, query="") -> dict[str, str]:
    """The rows of the page as plain words, by the second word of their sentence."""
    html = client.get(reverse("actions") + query).text
    rows = re.findall(r'<tr id="board-action-\d+">.*?</tr>', html, re.DOTALL)
    plain = [
        " ".join(re.sub(r"<[^>]+>", " ", re.sub(r'<span class="visually-hidden">.*?</span>', "", row)).split())
        for row in rows
    ]
    return {words.split()[1]: words for words in plain}


def test_each_row_says_in_words_what_it_waits_for(cast, filled, signed_in):
    make(cast, "asked", state="offered", due_on=on(26))
    make(cast, "talk", state="talk_first", due_on=on(26))
    make(cast, "busy", state="blocked", in_the_way="time", reason="release work comes first", due_on=on(26))
    rows = rows_of(signed_in(cast.reader), "?show=all")
    waits = {
        "orphan": "no owner since 25 Nov",
        "leaver": "a new home: Noor has left",
        "blocked": "no access",
        "busy": "time: release work comes first",
        "past": "a word, or another date",
        "roomless": "room or a decision, since 25 Nov",
        "asked": "Sven’s answer",
        "talk": "a talk first",
        "working": "36 days since done",
    }
    assert {name: words for name, words in waits.items() if words not in rows[name]} == {}


def test_who_keeps_an_item_finds_the_answers_in_its_row_and_others_do_not(cast, filled, signed_in):
    lead = UserFactory(display_name="Anna Lind")
    MembershipFactory(user=lead, team=cast.team, role="lead")
    for person in (cast.owner, cast.facilitator, lead):
        rows = rows_of(signed_in(person), "?show=all")
        assert rows["blocked"].endswith("Make room Re-plan No longer worth it")
        assert rows["roomless"].endswith("Make room Re-plan No longer worth it")
        assert rows["past"].endswith("Re-plan No longer worth it")
        assert rows["orphan"].endswith("Find a home No longer worth it")
        assert rows["leaver"].endswith("Hand over No longer worth it")
        assert rows["working"].endswith("Helped No difference Made worse Cannot tell")
        assert rows["today"].endswith("Sven today")
    for person in (cast.reader, cast.teammate):
        rows = rows_of(signed_in(person), "?show=all")
        assert [words for words in rows.values() if "Re-plan" in words or "Helped" in words] == []


def test_the_owner_answers_in_the_row(cast, signed_in):
    item = make(cast, "thing", state="offered")
    assert "I take it on" in rows_of(signed_in(cast.involved))["thing"]
    assert "I take it on" not in rows_of(signed_in(cast.teammate))["thing"]
    answer = {"answer": "accept", "back": "board?show=mine&by=team"}
    response = signed_in(cast.involved).post(reverse("action-answer", args=[item.pk]), answer)
    assert response["Location"] == "/actions/?show=mine&by=team"
    item.refresh_from_db()
    assert item.state == "accepted"


def test_the_board_is_copied_as_it_is_chosen_without_held_words(cast, filled, signed_in):
    make(cast, "held", due_on=on(26))
    held = ActionItem.objects.get(sentence__contains="held")
    held._meta.get_field("sentence").put(held, "Sven forgot it", "held")
    held.save()
    client = signed_in(cast.teammate)
    assert reverse("actions-copy", args=["teams", "need"]) + "?as=chat" in client.get(reverse("actions")).text
    text = client.get(reverse("actions-copy", args=["all", "need"]) + "?as=text").text
    assert "10 open. 5 need a decision, 1 asks for room." in text
    assert "- Make past exist" in text
    assert "was 18 Nov, waiting for: a word, or another date, Sven" in text
    assert "This week:" in text
    assert "forgot" not in text
    by_team = client.get(reverse("actions-copy", args=["all", "team"]) + "?as=markdown").text
    assert "## Payments" in by_team
    cast.restrict()
    to = reverse("actions-copy", args=["all", "need"])
    assert "Make past exist" not in signed_in(cast.administrator).get(to).text
    assert client.post(reverse("actions-copy", args=["all", "need"])).status_code == 405
