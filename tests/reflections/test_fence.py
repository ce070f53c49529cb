"""The fence around private words: what a mistake in a query would show is not there (RELIABILITY.md section 2.2)."""

import os
import subprocess
import uuid

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from psycopg.conninfo import make_conninfo

from postmortems.embedded.fence import lifted
from postmortems.embedded.postgresql import find_program
from postmortems.reflections import queries
from postmortems.reflections.check_in import PutAway
from postmortems.reflections.fence import seen_by
from postmortems.reflections.models import Reflection
from postmortems.reflections.need import Need
from postmortems.reflections.services import send_need, share_snapshot, write_account
from postmortems.reflections.snapshot import Snapshot
from postmortems.reviews.models import Review
from postmortems.shared import clock

WORDS = {"fresh-learned": "I read the wrong line, and the page let me."}


def write(author, review, words=WORDS):
    return write_account(author=author, review=review, words=words, page=uuid.uuid4(), seen=clock.now())


@pytest.fixture
def written(cast):
    row = write(cast.involved, cast.review)
    share_snapshot(author=cast.involved, reader=cast.teammate, review=cast.review, words="A copy", key=uuid.uuid4())
    send_need(review=cast.review, facilitator=cast.facilitator, words="Two days off", key=uuid.uuid4())
    return row


def seen(person):
    with seen_by(person):
        return {model.__name__: model.objects.count() for model in (Reflection, Snapshot, Need)}


def test_a_query_that_forgot_whose_rows_they_are_finds_none(written, cast):
    """Each asks for everything; the database answers with what is this person's."""
    nothing = {"Reflection": 0, "Snapshot": 0, "Need": 0}
    assert seen(cast.involved) == nothing | {"Reflection": 1, "Snapshot": 1}
    assert seen(cast.teammate) == nothing | {"Snapshot": 1}
    assert seen(cast.facilitator) == nothing | {"Need": 1}
    for name in ("owner", "administrator", "stranger", "reader"):
        assert seen(getattr(cast, name)) == nothing, name
    assert [model.objects.count() for model in (Reflection, Snapshot, Need, PutAway)] == [0, 0, 0, 0]


def test_nothing_of_another_person_is_written_or_taken_away(written, cast):
    with seen_by(cast.administrator):
        assert Reflection.objects.update(sealed=b"x") == 0
        assert Reflection.objects.all().delete()[0] == 0
        assert Snapshot.objects.all().delete()[0] == 0
        assert Need.objects.all().delete()[0] == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Reflection.objects.create(author=cast.owner, review=cast.review, sealed=b"x", saved_at=clock.now())
    assert seen(cast.involved)["Reflection"] == 1


def test_the_page_of_a_mistaken_query_shows_nothing(written, cast, signed_in, monkeypatch):
    """The mistake: the query asks for any account of the review, whoever wrote it."""

    def anybodys(user, review):
        with seen_by(user):
            row = Reflection.objects.filter(review=review).first()
        return queries.opened_answers(row.sealed, author=row.author_id) if row else queries.NOTHING

    monkeypatch.setattr("postmortems.reflections.views.account.answers_in", anybodys)
    address = f"/reviews/{cast.review.ref}/my-account/"
    assert WORDS["fresh-learned"] in signed_in(cast.involved).get(address).content.decode()
    assert WORDS["fresh-learned"] not in signed_in(cast.administrator).get(address).content.decode()


def test_the_setting_ends_with_what_it_was_for(written, cast):
    with seen_by(cast.involved):
        with seen_by(cast.stranger):
            assert Reflection.objects.count() == 0
        assert Reflection.objects.count() == 1
        with pytest.raises(IntegrityError), transaction.atomic(), seen_by(cast.stranger):
            raise IntegrityError
        assert Reflection.objects.count() == 1
    assert Reflection.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_it_holds_for_the_owner_of_the_tables_and_ends_with_the_transaction(
    cast, owner_connection, superuser_connection
):
    row = write(cast.involved, cast.review)
    assert Reflection.objects.count() == 0
    assert owner_connection.execute("SELECT count(*) FROM postmortems_reflection").fetchone() == (0,)
    with lifted(make_conninfo(os.environ["DATABASE_OWNER_URL"], dbname=connection.settings_dict["NAME"])):
        assert owner_connection.execute("SELECT count(*) FROM postmortems_reflection").fetchone() == (1,)
    assert owner_connection.execute("SELECT count(*) FROM postmortems_reflection").fetchone() == (0,)
    kept = superuser_connection.execute("SELECT sealed FROM postmortems_reflection").fetchone()
    assert b"wrong line" not in bytes(kept[0])
    Review.objects.filter(pk=cast.review.pk).delete()
    with seen_by(cast.involved):
        assert Reflection.objects.get(pk=row.pk).review_id is None


@pytest.mark.django_db(transaction=True)
def test_a_dump_of_the_whole_database_holds_them_only_sealed(cast):
    """The application's role is refused; the backup's way through the fence reads rows without a readable word."""
    write(cast.involved, cast.review)
    share_snapshot(
        author=cast.involved, reader=cast.teammate, review=cast.review, words="A copy to keep", key=uuid.uuid4()
    )
    send_need(review=cast.review, facilitator=cast.facilitator, words="Two days off", key=uuid.uuid4())
    here = connection.settings_dict["NAME"]
    refused = dumped(make_conninfo(os.environ["DATABASE_URL"], dbname=here), "--table=postmortems_reflection")
    assert refused.returncode == 1
    assert b"row-level security" in refused.stderr
    owner = make_conninfo(os.environ["DATABASE_OWNER_URL"], dbname=here)
    with lifted(owner):
        whole = dumped(owner).stdout.decode()
    assert cast.review.title in whole  # what everybody may read is there
    for table in ("postmortems_reflection", "postmortems_snapshot", "postmortems_need"):
        assert f"COPY public.{table} (" in whole
        assert whole.partition(f"COPY public.{table} (")[2].partition(";\n")[2][:2] != "\\."  # and so are their rows
    for words in (*WORDS.values(), "A copy to keep", "Two days off"):
        assert words not in whole
        assert words.encode().hex() not in whole


def dumped(url, *more):
    return subprocess.run([find_program("pg_dump"), "--dbname", url, *more], capture_output=True, check=False)


def test_every_table_of_private_words_has_the_fence(db):
    tables = [model._meta.db_table for model in (Reflection, Snapshot, Need, PutAway)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relname = ANY(%s)", [tables]
        )
        assert cursor.fetchone() == (len(tables),)
