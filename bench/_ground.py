"""The ground that pages are measured on: a throw-away PostgreSQL, the product's own settings, and known rows."""

import atexit
import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from postmortems.embedded.cluster import THROWN_AWAY, Cluster
from postmortems.embedded.environment import database_urls
from tests.prepared import prepare

NOON = dt.datetime(2026, 11, 19, 12, 0, tzinfo=dt.UTC)
MANY, FEW = 100_000, 1_000  # rows of a long list, and of a short one
# What is filled at once is not written twice: neither into a log for standbys, nor to disk every minute.
FILLED_AT_ONCE = {"wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "16GB", "checkpoint_timeout": "1h"}
_stack = ExitStack()
_servers: list[Cluster] = []


def stand(keep: Path | None = None) -> None:
    """Start the database, load Django and migrate; once in a process, taken down when it ends. What lies in `keep` is
    used as it is, and stays there.
    """
    if "BENCH_GROUND" in os.environ:
        return
    folder = keep or Path(_stack.enter_context(tempfile.TemporaryDirectory()))
    atexit.register(_leave)
    if not (folder / "postgresql").exists():
        prepare(folder)
    cluster = Cluster(folder, settings=THROWN_AWAY | FILLED_AT_ONCE)
    cluster.start()
    _servers.append(cluster)
    _stack.callback(cluster.stop)
    os.environ |= database_urls(cluster)
    os.environ |= {"BENCH_GROUND": "1", "DEMO": "0", "SECRET_KEY": "b" * 60, "DATA_DIR": str(folder)}
    os.environ |= {"BASE_URL": "http://localhost:8000", "ALLOWED_HOSTS": "testserver,127.0.0.1", "LOG_LEVEL": "ERROR"}
    os.environ |= {"SMTP_URL": "smtp://127.0.0.1:9", "CONN_MAX_AGE": "300", "STATIC_ROOT": str(folder / "static")}
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.baseline.settings"
    _prepare()


@contextmanager
def asleep() -> Iterator[Cluster]:
    """While this lasts the database is stopped; another folder of files may be given to its server."""
    from django.db import connection

    [cluster] = _servers
    connection.close()
    cluster.stop()
    yield cluster
    cluster.start()


def _leave() -> None:
    """Stop the database and remove everything, at the end of the process."""
    from django.db import connection

    connection.close()
    _stack.close()


def _prepare() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.baseline.models import Row
    from postmortems.shared.db import as_owner, grant_to_application
    from postmortems.shared.memory import settle

    settle()  # as every web process does
    call_command("collectstatic", "--no-input", verbosity=0)
    call_command("migrate", verbosity=0)
    with as_owner():
        if Row._meta.db_table not in connection.introspection.table_names():
            with connection.schema_editor() as editor:
                editor.create_model(Row)
        grant_to_application()
    connection.close()


@dataclass
class World:
    """Somebody who looks, and what there is to see."""

    reader: Any
    short: Any  # a review with 50 events and 50 action items
    long: Any  # the same with 500 events


def world(keep: Path | None = None) -> World:
    """Rows of the baseline, one person, two reviews. The same for everybody who asks in one process."""
    stand(keep)
    from accounts.models import User

    reader = User.objects.filter(email="reader@example.org").first()
    if reader is None:
        reader = User.objects.create_user("reader@example.org", display_name="Rita Reader", zone="Europe/Berlin")
        _baseline_rows(reader)
        _review(reader, events=50)
        _review(reader, events=500)
    from postmortems.reviews.models import Review

    short, long = Review.objects.filter(title__startswith="Measured").order_by("number")[:2]
    return World(reader, short, long)


def _baseline_rows(owner: Any) -> None:
    _run(
        "INSERT INTO baseline_row (title, state, owner_id, opened_at, changed_at, amount) "
        "SELECT 'Checkout unavailable for some minutes, number ' || n, 'open', %s, now() - n * interval '1 minute', "
        "now(), n FROM generate_series(1, %s) n",
        owner.pk,
        MANY,
    )
    _analyze()


def fill_reviews(owner: Any, count: int) -> None:
    """Bring the number of reviews to `count`, all visible to everybody, beside the two that are measured."""
    from postmortems.reviews.models import Review
    from postmortems.shared.models import Counter

    wanted = count - Review.objects.count()
    start = Counter.objects.get(name="review").last
    columns = [f.column for f in Review._meta.concrete_fields if f.column not in ("id", "number", "form_key")]
    listed = ", ".join(f'"{column}"' for column in columns)
    _run(
        f"INSERT INTO postmortems_review (number, form_key, {listed}) "
        f"SELECT %s + n, gen_random_uuid(), {listed} FROM postmortems_review, generate_series(1, %s) n "
        "WHERE number = (SELECT min(number) FROM postmortems_review)",
        start,
        max(wanted, 0),
    )
    Counter.objects.filter(name="review").update(last=start + max(wanted, 0))
    _analyze()


def _run(statement: str, *values: object) -> None:
    """Filling may take its time; what is measured afterwards has the limit of every request again."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(statement, values)


def _analyze() -> None:
    """What autovacuum would do a minute later; the tables are the owner's."""
    from postmortems.shared.db import as_owner

    with as_owner():
        _run("ANALYZE")


def story_of(owner: Any, *, events: int, title: str = "A story") -> Any:
    """A review with so many entries, two minutes apart, and an incident as long."""
    from tests.factories import EventFactory, IncidentFactory, ReviewFactory

    review = ReviewFactory(title=f"{title} with {events} events", owner=owner, filed_by=owner)
    incident = IncidentFactory(review=review, started_at=NOON)
    incident.resolved_at = NOON + dt.timedelta(minutes=events * 2)
    incident.save(update_fields=["resolved_at"])
    for minute in range(events):
        EventFactory(review=review, occurred_at=NOON + dt.timedelta(minutes=minute * 2))
    return review


def _review(owner: Any, *, events: int) -> None:
    from tests.factories import ActionFactory, FactorFactory

    review = story_of(owner, events=events, title="Measured")
    for number in range(8):
        FactorFactory(review=review, sentence=f"The health check of pool {number} asks the load balancer only")
    for number in range(50):
        ActionFactory(review=review, owner=owner, sentence=f"Let the health check ask pool {number} itself")
