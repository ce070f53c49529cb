"""Old code runs on the new schema: after the first release no step takes away, renames, or asks for more."""

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from tests.architecture.migration_rule import breaks

# The first release is not out yet: what is numbered up to here belongs to it. Its tag puts the true numbers here.
BEFORE_RELEASE = {"postmortems": "0049", "accounts": "0019"}

# Steps that take away what a release before them no longer used: "app name" -> that release.
UNUSED_SINCE: dict[str, str] = {}


def test_what_comes_after_the_first_release_lets_old_code_run():
    found = [
        f"{app} {name}: {said}"
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if app in BEFORE_RELEASE and name[:4] > BEFORE_RELEASE[app] and f"{app} {name}" not in UNUSED_SINCE
        for said in breaks(migration.operations)
    ]
    assert not found


WORD = models.CharField(max_length=9)


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (migrations.RemoveField("team", "name"), "takes away"),
        (migrations.DeleteModel("team"), "takes away"),
        (migrations.RenameField("team", "name", "called"), "renames"),
        (migrations.RenameModel("team", "crew"), "renames"),
        (migrations.AddField("team", "motto", WORD), "old code cannot fill it"),
    ],
)
def test_each_kind_of_break_is_named(operation, words):
    [said] = breaks([operation])
    assert said.startswith(words)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("team", "motto", models.CharField(max_length=9, null=True)),
        migrations.AddField("team", "motto", models.CharField(max_length=9, db_default="")),
        migrations.AlterField("team", "motto", models.TextField()),
        migrations.CreateModel("team", [("name", WORD)]),
    ],
)
def test_what_old_code_does_not_notice_may_be_done(operation):
    assert list(breaks([operation])) == []


def test_what_a_step_makes_it_may_change():
    made = migrations.CreateModel("Team", [("name", WORD)])
    assert list(breaks([made, migrations.AddField("team", "motto", WORD)])) == []
