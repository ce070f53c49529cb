"""The record: added to and never changed, whole or shown to be broken, read by those who may (RELIABILITY bar 22)."""

import os

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from postmortems.audit.models import AuditEntry
from postmortems.audit.services import record
from tests.factories import UserFactory

TAMPERING = (
    "UPDATE postmortems_auditentry SET verb = 'did nothing'",
    "UPDATE postmortems_auditentry SET actor_id = NULL WHERE position = 2",
    "DELETE FROM postmortems_auditentry WHERE position = 3",
    "TRUNCATE postmortems_auditentry",
    "ALTER TABLE postmortems_auditentry DISABLE TRIGGER record_stands",
    "DROP TRIGGER record_stands ON postmortems_auditentry",
)


def three_entries(actor, chain="review:1"):
    for verb in ("filed", "wrote a section", "shared it"):
        record(verb=verb, chain=chain, actor=actor, fields=("impact",))


@pytest.mark.django_db(transaction=True)
def test_nobody_changes_an_entry_and_whoever_does_is_found(tmp_path, capsys):
    three_entries(UserFactory())
    three_entries(UserFactory(), chain="person:1")
    for statement in TAMPERING:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    kept = tmp_path / "ends.json"
    call_command("check_record", write=kept)
    assert "6 entries in 2 chains." in capsys.readouterr().out
    superuser = os.environ.get("DATABASE_BACKUP_URL") or os.environ["DATABASE_URL"]
    with psycopg.connect(superuser, dbname=connection.settings_dict["NAME"], autocommit=True) as owner:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="never changed"):
            owner.execute(TAMPERING[0])
        owner.execute(TAMPERING[4])
        owner.execute("DELETE FROM postmortems_auditentry WHERE chain = 'person:1' AND position = 3")
        call_command("check_record")
        with pytest.raises(CommandError, match="person:1 ends before #3"):
            call_command("check_record", against=kept)
        owner.execute("UPDATE postmortems_auditentry SET verb = 'Filed' WHERE chain = 'review:1' AND position = 1")
        with pytest.raises(CommandError, match="review:1 #1 does not fit"):
            call_command("check_record")
        owner.execute("ALTER TABLE postmortems_auditentry ENABLE TRIGGER record_stands")
    with pytest.raises(CommandError, match="no file that --write made"):
        call_command("check_record", against=tmp_path / "none")


@pytest.mark.django_db
def test_who_keeps_a_review_and_auditors_read_it(cast, signed_in, django_assert_num_queries):
    cast.restrict()
    three_entries(cast.teammate, chain=f"review:{cast.review.pk}")
    page = signed_in(cast.owner).get(reverse("review-record", args=[cast.review.ref])).content.decode()
    assert "Lea Brandt" in page
    assert "wrote a section" in page
    auditor = signed_in(UserFactory(is_auditor=True))
    three_entries(cast.teammate, chain="review:999")
    everywhere = reverse("record-of-all")
    with django_assert_num_queries(3):  # session, person, entries
        shown = auditor.get(everywhere).content.decode()
    assert f"review:{cast.review.pk} #1" in shown
    assert cast.review.title not in shown
    for _ in range(20):
        three_entries(cast.teammate, chain="review:999")
    with django_assert_num_queries(3):
        shown = auditor.get(everywhere).content.decode()
    assert shown.count("<tr>") == 51
    oldest = AuditEntry.objects.order_by("-pk")[49].pk
    assert f"?before={oldest}" in shown
    assert auditor.get(f"{everywhere}?before={oldest}").content.decode().count("<tr>") == 17
