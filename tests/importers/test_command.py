"""What the person at the terminal is told."""

import pytest
from django.core.management import CommandError, call_command

from postmortems.reviews.models import Review
from tests.importers.documents import FRONT_MATTER, HEADINGS

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path):
    good, other, broken = tmp_path / "lamp.md", tmp_path / "search.md", tmp_path / "broken.md"
    good.write_text(FRONT_MATTER)
    other.write_text(HEADINGS)
    broken.write_bytes(b"# T\n\nab\x00c")
    return good, other, broken


def test_each_file_has_its_line_and_the_table_counts(files, capsys):
    call_command("import_postmortem", *files[:2])
    said = capsys.readouterr().out
    assert "lamp.md: PIR-1: title, 2 times, summary, 3 entries of the story, 1 cause" in said
    rows = {line[8:]: int(line[:6]) for line in said.splitlines() if line[:6].strip().isdecimal()}
    assert rows == {
        "files": 2,
        "with a title": 2,
        "with times": 2,
        "with a summary": 2,
        "with a story": 2,
        "with causes": 2,
        "with action items": 1,
        "already here": 0,
        "with lines that were not understood": 0,
        "broken, nothing stored": 0,
    }


def test_a_broken_file_is_named_with_line_and_reason_and_the_others_are_stored(files, capsys):
    with pytest.raises(CommandError, match=r"1 of 3 files could not be read; nothing of them was stored\."):
        call_command("import_postmortem", *files)
    assert f"{files[2]}: line 3, column 3: There is a character here" in capsys.readouterr().err
    assert Review.objects.count() == 2


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    with pytest.raises(CommandError):
        call_command("import_postmortem", tmp_path / "none.md", tmp_path)
    assert "none.md: No such file" in capsys.readouterr().err


def test_a_second_time_says_where_it_is(files, capsys):
    call_command("import_postmortem", files[0])
    call_command("import_postmortem", files[0])
    assert "lamp.md: already here as PIR-1, nothing changed" in capsys.readouterr().out
    assert Review.objects.count() == 1


def test_a_dry_run_tells_and_stores_nothing(files, capsys):
    call_command("import_postmortem", files[0], "--dry-run")
    assert "lamp.md: would be new: title" in capsys.readouterr().out
    assert not Review.objects.exists()


def test_naive_times_and_lines_that_were_not_understood_are_told(tmp_path, capsys):
    path = tmp_path / "t.md"
    path.write_text("# T\n\nDate: 2026-05-02\n\n## Timeline\n\n20:18 text\n20:30 IST more\n")
    call_command("import_postmortem", path)
    said = capsys.readouterr().out
    assert "Times without a zone were read as UTC." in said
    assert "1 line was not understood:" in said
    assert "line 8: 20:30 IST more" in said


def test_an_owner_who_is_not_here_is_refused(files):
    with pytest.raises(CommandError, match="Nobody here has the address"):
        call_command("import_postmortem", files[0], "--owner", "nobody@example.org")


def test_what_not_everybody_sees_needs_somebody_who_does(files, cast):
    with pytest.raises(CommandError, match="--owner"):
        call_command("import_postmortem", files[0], "--visibility", "people")
    call_command("import_postmortem", files[0], "--visibility", "people", "--owner", cast.reader.email.upper())
    assert Review.objects.get(source_url__contains="lighthouse").owner == cast.reader
