"""The guarded field: what it lets stand, and what it judges again."""

import pytest
from django.db import connection, transaction

from postmortems.factors.models import ContributingFactor
from postmortems.wording.guarded import BlameRefused, seal
from postmortems.wording.models import Text
from postmortems.wording.policy import WordingState
from tests.factories import FactorFactory, ReviewFactory

BLAMING = "Priya forgot to check the drain list before pushing the config."
FAIR = "The push tool lets a route change through."


@pytest.fixture
def factor(cast):
    return FactorFactory(review=cast.review)


def settled(factor, words, state):
    """The factor with words that somebody decided about."""
    ContributingFactor._meta.get_field("sentence").put(factor, words, state)
    factor.save(update_fields=["sentence"])
    factor.refresh_from_db()
    return factor


def test_words_that_pass_are_saved_checked_and_sealed(factor):
    factor.refresh_from_db()
    assert factor.sentence_state == "checked"
    assert factor.sentence_seal == seal("checked", factor.sentence)


def test_words_are_stored_with_one_kind_of_line_end_and_no_edge(factor):
    factor.sentence = "  Two screens look alike.\r\nOne is production. \x00"
    factor.save()
    factor.refresh_from_db()
    assert factor.sentence == "Two screens look alike.\nOne is production."


def test_naming_the_words_takes_state_and_seal_along(factor):
    factor.sentence = FAIR
    factor.save(update_fields=["sentence"])
    factor.refresh_from_db()
    assert factor.sentence_seal == seal("checked", FAIR)


@pytest.mark.parametrize("state", [WordingState.HELD, WordingState.ALLOWED, WordingState.IMPORTED])
def test_a_decided_sentence_survives_saves_of_other_fields(factor, state):
    settled(factor, BLAMING, state)
    factor.code = "TOL"
    factor.save()
    factor.save(update_fields=["level"])
    factor.clean_fields(exclude=["written_by"])
    factor.refresh_from_db()
    assert (factor.sentence, factor.sentence_state, factor.code) == (BLAMING, state, "TOL")


@pytest.mark.parametrize("state", [WordingState.HELD, WordingState.ALLOWED, WordingState.IMPORTED])
def test_one_changed_character_is_judged_again(factor, state):
    settled(factor, BLAMING, state)
    factor.sentence = BLAMING.replace("drain list", "Drain list")
    with pytest.raises(BlameRefused), transaction.atomic():
        factor.save()
    factor.refresh_from_db()
    assert (factor.sentence, factor.sentence_state) == (BLAMING, state)


def test_a_decided_sentence_that_is_made_fair_is_checked(factor):
    settled(factor, BLAMING, WordingState.HELD)
    factor.sentence = FAIR
    factor.save()
    assert factor.sentence_state == "checked"


def test_unchanged_words_are_not_judged_again(factor, django_assert_num_queries):
    factor.refresh_from_db()
    with django_assert_num_queries(1):
        factor.save(update_fields=["code"])


def test_a_title_that_blames_is_kept_with_a_hint(db):
    assert ReviewFactory(title=BLAMING).title_state == "hinted"


def test_a_summary_hints_where_lessons_refuse(db):
    assert Text(slot="summary").guard_policy("body") == "hint"
    assert Text(slot="lessons").guard_policy("body") == "refuse"


def test_the_seal_of_the_database_is_the_seal_of_the_field(factor):
    with connection.cursor() as cursor:
        cursor.execute("SELECT md5(%s)", [f"allowed {BLAMING}"])
        assert cursor.fetchone()[0] == seal("allowed", BLAMING)
