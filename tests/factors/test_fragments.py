"""What an open page gets when a condition changes under somebody else's hands."""

import uuid

import pytest

from postmortems.factors.fragments import factor_changed
from postmortems.factors.services import add_factor, change_factor, remove_factor
from postmortems.live.fragments import render

BLAMING = "Priya forgot to check the drain list before pushing the config."
FAIR = "The push tool lets a route change through without a look at the drain list."


@pytest.fixture
def factor(cast):
    return add_factor(review=cast.review, sentence=FAIR, actor=cast.owner, form_key=uuid.uuid4())


def test_a_new_condition_goes_into_its_list_and_out_of_the_other(factor):
    html = factor_changed(factor.pk, "reader")
    into, out = html.split("rows:#factors-list-helped")
    assert "rows:#factors-list-factor" in into
    assert FAIR in into
    assert "data-gone" in out


def test_only_editors_get_the_way_to_change_it(factor):
    assert "/edit/" in factor_changed(factor.pk, "editor")
    assert "/edit/" not in factor_changed(factor.pk, "reader")


def test_a_condition_that_turns_out_to_have_helped_changes_its_list(cast, factor):
    change_factor(factor=factor, sentence=FAIR, was=factor.sentence_seal, actor=cast.owner, sign="held_back")
    into, out = factor_changed(factor.pk, "reader").split("rows:#factors-list-factor")
    assert FAIR in into
    assert "data-gone" in out


def test_a_removed_condition_leaves_both_lists(cast, factor):
    remove_factor(factor=factor, actor=cast.owner)
    assert factor_changed(factor.pk, "reader").count("data-gone") == 2


def test_held_words_travel_to_nobody_but_can_be_fetched_by_who_may_read_them(cast):
    held = add_factor(review=cast.review, sentence=BLAMING, actor=cast.owner, form_key=uuid.uuid4(), ask=True)
    for audience in ("editor", "reader"):
        assert "forgot to check" not in factor_changed(held.pk, audience)
    assert 'hx-trigger="load"' in factor_changed(held.pk, "editor")
    assert 'hx-trigger="load"' not in factor_changed(held.pk, "reader")


@pytest.mark.django_db
def test_what_was_never_there_makes_no_fragment():
    assert factor_changed(1_000_000, "reader") is None


def test_the_live_page_knows_who_renders_factors(factor):
    assert FAIR in render("factor", factor.pk, "reader")
