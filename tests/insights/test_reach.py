"""How far reviews reach is told from five on (decision 0051)."""

import datetime as dt

import pytest

from postmortems.insights.figures.reach import measure
from postmortems.insights.rows import Told
from postmortems.insights.window import Window

TODAY = dt.date(2026, 11, 19)


def told(pk: int, readers: int) -> Told:
    rest = dict.fromkeys(("decided_on", "over_on", "began_at", "acknowledged_at"))
    state = {"kind": "incident", "state": "published", "is_retold": False, "is_decided": True, "teams": 1}
    days = {"filed_on": TODAY, "shared_on": TODAY}
    return Told(pk=pk, ref=f"PIR-{pk}", title="A pool", readers=readers, **rest, **state, **days)


@pytest.mark.parametrize(
    ("readers", "says", "lists"),
    [
        ([1, 0, 2, 1], "4 reviews were shared. A later review names 1 of them. What teams read", ["again"]),
        ([1, 0, 2, 1, 3], "Teams that read the middle review: 1.", ["several", "one", "none", "again"]),
    ],
)
def test_of_four_shared_reviews_no_list_says_who_read_what(readers, says, lists):
    shown = measure([told(pk, n) for pk, n in enumerate(readers)], frozenset({1}), Window(90, TODAY))
    assert shown.says.startswith(says)
    assert [one.name for one in shown.behind] == lists
    assert (shown.n, bool(shown.rows)) == (len(readers), len(readers) == 5)
