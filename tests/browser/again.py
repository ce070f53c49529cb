"""A browser on a machine with too much to do is no clock: a test that fails there is asked once more, from a new page.

One that fails twice has failed. One that passes only then is named at the end of the run with what it said first: it
may be a race of the test, or one of ours, and somebody looks.
"""

from collections.abc import Iterator

import pytest
from _pytest.runner import runtestprotocol

SAID = "said first"


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    first = next((report for report in reports if report.failed), None)
    if first is not None:
        item._initrequest()  # type: ignore[attr-defined]  # new fixtures, and with them a new page
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        if not any(report.failed for report in reports):
            lines = [line for line in str(first.longrepr).splitlines() if line.startswith("E ")]
            reports[-1].user_properties.append((SAID, " ".join(lines[:1])))
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def asked_twice(reports: list[pytest.TestReport]) -> Iterator[str]:
    """A line for each test that passed only when it was asked again."""
    for report in reports:
        yield from (f"{report.nodeid}: {words}" for name, words in report.user_properties if name == SAID)
