"""Statements that are written once: everybody gets their own answer, and nothing is fetched in secret."""

import pytest
from django.core.exceptions import FieldFetchBlocked
from django.urls import reverse

from accounts.somebody import somebody
from postmortems.actions.board import board
from postmortems.actions.choosing import Choice
from postmortems.actions.models import ActionItem
from postmortems.actions.queries import item_for
from postmortems.shared.statements import PERSON, ROW, Statement
from tests.factories import ActionFactory


def sentences(user, **choice) -> list[str]:
    found = board(user, teams=[], choice=Choice(**choice))
    return [row.item.sentence for group in found.groups for row in group.rows]


@pytest.mark.parametrize("show", ["mine", "teams", "all"])
def test_one_persons_answer_is_never_anothers(cast, show):
    item = ActionFactory(review=cast.review, owner=cast.teammate, team=cast.team, state="accepted")
    cast.restrict()
    for _again in range(2):
        assert sentences(cast.teammate, show=show) == [item.sentence]
        assert sentences(cast.stranger, show=show) == []
        assert item_for(cast.teammate, item.pk) == item
        assert item_for(cast.stranger, item.pk) is None


def test_who_was_put_out_sees_nothing(cast):
    item = ActionFactory(review=cast.review, owner=cast.teammate, state="accepted")
    assert item_for(cast.teammate, item.pk) == item
    cast.teammate.is_active = False
    assert item_for(cast.teammate, item.pk) is None
    assert sentences(cast.teammate) == []


def test_a_rule_that_asks_more_of_a_person_than_who_they_are_is_stopped():
    with pytest.raises(FieldFetchBlocked):
        _ = somebody().zone


def test_what_a_row_does_not_show_is_not_fetched_in_secret(cast):
    ActionFactory(review=cast.review, owner=cast.teammate, team=cast.team, state="accepted")
    row = board(cast.teammate, teams=[], choice=Choice()).groups[0].rows[0]
    for thing, name in ((row.item, "touched_at"), (row.item, "team"), (row.item.owner, "email")):
        with pytest.raises(FieldFetchBlocked):
            getattr(thing, name)


def test_what_is_said_for_one_mark_takes_no_other_ones_place(cast):
    item = ActionFactory(review=cast.review, owner=cast.teammate, state="accepted")
    statement = Statement.of(ActionItem.objects.filter(pk=ROW, owner=somebody()).order_by().values_list("pk", "state"))
    assert statement.ask({ROW: item.pk, PERSON: cast.teammate.pk}) == [(item.pk, "accepted")]
    assert statement.ask({ROW: cast.teammate.pk, PERSON: item.pk}) == []


@pytest.mark.parametrize("address", ["action", "action-edit"])
def test_opening_one_costs_few_questions(cast, signed_in, django_assert_max_num_queries, address):
    item = ActionFactory(review=cast.review, owner=cast.teammate, state="accepted")
    client = signed_in(cast.teammate)
    with django_assert_max_num_queries(8):
        assert client.get(reverse(address, args=[item.pk]), headers={"HX-Request": "true"}).status_code == 200
