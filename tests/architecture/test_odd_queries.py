"""Whatever stands in the query of an address: an answer, and never a fault of ours."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from tests.architecture.test_role_matrix import ROLES, TABLE, clients, status, things

__all__ = ["clients", "things"]
ASKED = re.compile(r"""(?:\bget|getlist|_number\([^"()]*|of)\(\s*"([a-z_]+)"|\["([a-z_]+)"\]""")
# What PostgreSQL cannot hold, and a number larger than any key of it.
ODD = {"nul": "a%00b", "large": "9" * 30}


def names_asked_for() -> list[str]:
    """Every word in quotes that a view or a form of ours may look up: more than are asked for, and so all of them."""
    found = set()
    for package in ("accounts", "postmortems"):
        for path in (Path(settings.BASE_DIR) / package).rglob("*.py"):
            found |= {one or other for one, other in ASKED.findall(path.read_text())}
    return sorted(found)


@pytest.mark.parametrize("odd", ODD)
def test_nothing_breaks(odd, clients, things):
    query = "&".join(f"{name}={ODD[odd]}" for name in names_asked_for())
    broken = {}
    for name, row in TABLE.items():
        if 200 not in row.get:
            continue
        whose = clients[ROLES[len(ROLES) - 1 - row.get[::-1].index(200)]]  # the last role that is let in
        address = reverse(name, args=row.args(things))
        try:
            status(whose, "get", f"{address}?{query}")
        except Exception as error:  # what would be a 500: the test's client raises it
            broken[address] = f"{type(error).__name__}: {error}"
    assert broken == {}
