"""`make audit` believes a list of known holes only where it knows the one that was planted."""

import importlib.util
from pathlib import Path

import pytest

spec = importlib.util.spec_from_file_location("audit_of_packages", Path(__file__).parents[2] / ".ci/audit.py")
audit = importlib.util.module_from_spec(spec)
spec.loader.exec_module(audit)

PLANTED = {"name": "jinja2", "version": "2.10", "vulns": [{"id": "PYSEC-2019-217"}]}
SOUND = {"name": "django", "version": "6.1", "vulns": []}
HOLED = {"name": "pillow", "version": "1", "vulns": [{"id": "CVE-1"}]}
UNKNOWN = {"name": "pillow", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("told", "ended", "said"),
    [
        ([SOUND, PLANTED], 0, "1 packages asked about, 0 with a known hole"),
        ([SOUND, HOLED, PLANTED], 1, "pillow: CVE-1"),
        ([SOUND], 2, "was not found, so nothing was looked at"),
        ([SOUND, PLANTED | {"vulns": []}], 2, "was not found, so nothing was looked at"),
        ([SOUND, UNKNOWN, PLANTED], 2, "it does not know pillow"),
        ([], 2, "Nobody could be asked"),
    ],
)
def test_nothing_found_is_believed_only_where_something_was_looked_at(told, ended, said, capsys):
    assert audit.judged(told) == ended
    out, error = capsys.readouterr()
    assert said in out + error


def test_every_pinned_package_is_asked_about():
    found = dict(audit.pinned())
    assert found["django"].startswith("6.1")
    assert len(found) > 40
    assert all(version and " " not in version for version in found.values())
