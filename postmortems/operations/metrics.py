"""The figures of /metrics. Each is read from the database when it is asked for: which process answers does not matter,
and none of them is kept by person, team or review.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE
from prometheus_client.exposition import generate_latest

from postmortems.operations.installation import room, versions
from postmortems.operations.outbox import outbox, unreachable
from postmortems.operations.readiness import process_ages, readiness

__all__ = ["CONTENT_TYPE", "figures"]


def figures() -> bytes:
    """In the text form of Prometheus. While the database is away, `second_story_ready` alone, which is 0."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Installation())
    return generate_latest(registry)


class _Installation:
    """What prometheus-client calls a collector."""

    def collect(self) -> Iterator[Metric]:
        checks = readiness()
        yield _gauge(
            "ready", "1 when everything works that a promise depends on", float(not any(c.fault for c in checks))
        )
        if not checks[0].fault:
            yield from _processes()
            yield from _mail()
            yield from _made_of()


def _processes() -> Iterator[Metric]:
    family = GaugeMetricFamily(
        "second_story_heartbeat_age_seconds", "Since a process was last heard", labels=["process"]
    )
    for name, age in process_ages().items():
        family.add_metric([name], age.total_seconds())
    yield family


def _mail() -> Iterator[Metric]:
    now = outbox()
    yield _gauge("mail_due", "Mails whose time has come", now.due)
    yield _gauge("mail_oldest_due_seconds", "How long the first of them has waited", now.oldest.total_seconds())
    yield _gauge("mail_later", "Mails for a later hour", now.later)
    yield _gauge("mail_sent_day", "Messages sent in the last 24 hours", now.sent)
    yield _gauge("mail_second_tries_month", "Sent in 30 days at the second try or later", now.copies)
    yield _gauge("mail_undeliverable", "People whose last message came back, 50 at most", len(unreachable()))
    if now.nudges is not None:
        yield _gauge("queue_length", "Looks that wait for the worker", now.nudges)


def _made_of() -> Iterator[Metric]:
    if disk := room():
        yield _gauge("disk_free_ratio", "Free part of the disk under DATA_DIR", disk.free / disk.whole)
    named = {name.lower().replace(" ", "_"): version for name, version in versions()}
    yield InfoMetricFamily("second_story_versions", "What the installation is made of", value=named)


def _gauge(name: str, means: str, value: float) -> Metric:
    return GaugeMetricFamily(f"second_story_{name}", means, value=value)
