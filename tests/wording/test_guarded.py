"""Twenty blaming causes, and every way into the database that somebody could think of."""

import pytest
from django.db import IntegrityError, connection, transaction

from postmortems.factors.models import ContributingFactor
from postmortems.shared import clock
from postmortems.wording.guarded import BlameRefused, seal
from tests.factories import FactorFactory

BLAMING = "Priya forgot to check the drain list before pushing the config."


@pytest.fixture
def factor(cast):
    return FactorFactory(review=cast.review)


def test_words_that_pass_are_saved_checked_and_sealed(factor):
    factor.refresh_from_db()
    assert factor.sentence_state == "checked"
    assert factor.sentence_seal == seal("checked", factor.sentence)


def test_create_with_blame_is_refused(cast):
    with pytest.raises(BlameRefused), transaction.atomic():
        ContributingFactor.objects.create(review=cast.review, sentence=BLAMING, written_at=clock.now())
    assert not ContributingFactor.objects.exists()


def test_queryset_update_with_blame_is_refused_by_the_database(factor):
    with pytest.raises(IntegrityError, match="factor_sentence_sealed"), transaction.atomic():
        ContributingFactor.objects.filter(pk=factor.pk).update(sentence=BLAMING)


def test_sql_that_changes_the_state_alone_is_refused(factor):
    with (
        pytest.raises(IntegrityError, match="factor_sentence_sealed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE postmortems_contributingfactor SET sentence_state = 'allowed'")
