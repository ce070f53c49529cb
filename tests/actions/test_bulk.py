"""Several action items changed at once: all or none, the gate asked of each, one press to undo."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from postmortems.actions.bulk_change import BulkChange
from postmortems.actions.models import ActionItem, Replan
from postmortems.actions.services import answer_action
from tests.factories import ActionFactory, ReviewFactory

NOON = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)
BULK = "/actions/bulk/"


@pytest.fixture(autouse=True)
def _on_a_wednesday():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def items(cast):
    """Two of Sven's, both past their dates, in the review that Priya owns."""
    past = {"due_on": dt.date(2026, 11, 18), "state": "accepted", "touched_at": NOON - dt.timedelta(days=9)}
    return [ActionFactory(review=cast.review, team=cast.team, owner=cast.involved, **past) for _ in range(2)]


def change(client, items, **said):
    keys = [item.pk for item in items]
    return client.post(BULK, {"item": keys, "form_key": str(uuid.uuid4()), **said})


def states(items):
    rows = ActionItem.objects.filter(pk__in=[item.pk for item in items]).order_by("pk")
    return [(row.state, row.owner_id, row.team_id, row.due_on, row.reason) for row in rows]


@pytest.mark.parametrize("what", ["owner", "team", "date", "close"])
def test_all_are_changed_and_one_press_puts_all_back(cast, signed_in, items, what):
    client, before = signed_in(cast.owner), states(items)
    said = {
        "owner": {"owner": cast.teammate.pk},
        "team": {"team": cast.team.pk},
        "date": {"due_on": "2026-12-04", "reason": "The release comes first"},
        "close": {"reason": "The tool goes away"},
    }[what]
    response = change(client, items, what=what, **said)
    assert response.status_code == 302
    after = states(items)
    assert after[0] == after[1]
    assert what == "team" or after != before
    page = client.get(response["Location"]).text
    assert "All of them are changed." in page
    row = BulkChange.objects.get()
    for _ in range(2):  # pressed twice
        client.post(reverse("actions-bulk-undo", args=[row.pk]))
    assert states(items) == before
    assert not Replan.objects.exists()


def test_nothing_is_half_done(cast, signed_in, items):
    elsewhere = ActionFactory(review=ReviewFactory(), owner=cast.reader, state="accepted")  # seen, and not Priya's
    before = states([*items, elsewhere])
    response = change(signed_in(cast.owner), [*items, elsewhere], what="date", due_on="2026-12-04")
    assert response.status_code == 422
    assert "Nothing was changed" in response.text
    assert 'value="2026-12-04"' in response.text
    assert states([*items, elsewhere]) == before
    assert not BulkChange.objects.exists()


def test_what_is_not_shown_to_somebody_is_not_even_named(cast, signed_in, items):
    cast.restrict()
    response = change(signed_in(cast.stranger), items, what="close", reason="x")
    assert response.status_code == 422
    assert items[0].sentence not in response.text


@pytest.mark.parametrize("said", [{}, {"what": "date"}, {"what": "close"}, {"what": "date", "due_on": "2026-11-01"}])
def test_each_change_asks_for_its_own_field(cast, signed_in, items, said):
    before = states(items)
    assert change(signed_in(cast.owner), items, **said).status_code == 422
    assert states(items) == before


def test_the_same_form_twice_is_one_change(cast, signed_in, items):
    client, key = signed_in(cast.owner), str(uuid.uuid4())
    for _ in range(2):
        change(client, items, what="date", due_on="2026-12-04", form_key=key)
    assert (BulkChange.objects.count(), Replan.objects.count()) == (1, 2)


def test_what_somebody_spoke_about_since_stays_as_they_left_it(cast, signed_in, items):
    client = signed_in(cast.owner)
    change(client, items, what="date", due_on="2026-12-04")
    with time_machine.travel(NOON + dt.timedelta(minutes=1), tick=False):
        answer_action(item=items[0], answer="done", actor=cast.involved)
    said = client.post(reverse("actions-bulk-undo", args=[BulkChange.objects.get().pk]), follow=True).text
    assert "1 is as it was before. Somebody spoke about the others since; they stay." in said
    assert [row[0] for row in states(items)] == ["done", "accepted"]


def test_the_board_ticks_what_may_be_changed_and_the_page_lists_it(cast, signed_in, items):
    client = signed_in(cast.owner)
    board = client.get("/actions/?show=all").text
    assert board.count('form="bulk" aria-label=') == 2
    assert signed_in(cast.reader).get("/actions/?show=all").text.count('form="bulk" aria-label=') == 0
    page = signed_in(cast.owner).get(BULK, {"item": [item.pk for item in items]}).text
    assert page.count(items[0].sentence) == 2


def test_the_table_is_complete_safe_and_only_what_somebody_may_see(cast, signed_in, items):
    ActionItem.objects.filter(pk=items[0].pk).update(done_when='=HYPERLINK("http://x")')
    table = b"".join(signed_in(cast.owner).get("/actions/table/all/actions.csv").streaming_content).decode()
    assert table.count("\r\n") == 3
    assert '"\'=HYPERLINK(""http://x"")"' in table
    cast.restrict()
    table = b"".join(signed_in(cast.stranger).get("/actions/table/all/actions.csv").streaming_content).decode()
    assert table.count("\r\n") == 1
