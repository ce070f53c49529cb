"""docs/settings.md says what the code reads, no more and no less."""

import re
from pathlib import Path

from postmortems.variables import VARIABLES, as_page

# What reads the environment of an installation.
READERS = ("postmortems/settings.py", "postmortems/embedded/environment.py", "postmortems/embedded/nightly.py")
READ = re.compile(r"(?:env\.\w+|_database|environ\.get)\(\s*\"([A-Z_]+)\"|environ\[\"([A-Z_]+)\"\]")
NAMED = re.compile(r"^DATABASES = \((.*)\)$", re.MULTILINE)


def read_by_the_code():
    found = set()
    for path in READERS:
        words = Path(path).read_text()
        found |= {one or other for one, other in READ.findall(words)}
        found |= {name for line in NAMED.findall(words) for name in re.findall(r"[A-Z_]+", line)}
    return found


def test_the_page_is_what_the_code_says():
    assert Path("docs/settings.md").read_text() == as_page()


def test_what_is_read_is_listed_and_what_is_listed_is_read():
    assert {name for name, _, _ in VARIABLES} == read_by_the_code()


def test_the_reader_of_this_test_sees_each_way_of_reading():
    assert {
        "SECRET_KEY",
        "CONN_MAX_AGE",
        "DATABASE_OWNER_URL",
        "DATABASE_BACKUP_URL",
        "BACKUP_KEEP",
    } <= read_by_the_code()
