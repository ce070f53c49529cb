"""A filled installation, backed up by the command of the container `backup`, and read back where there is nothing.

The backup is sealed and tried as each night's is. Every row of every table, every sequence and every file is compared;
what was due when the first installation was lost is not sent by the second, and what comes after is.
"""

import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from postmortems.embedded import programs
from postmortems.embedded.cluster import THROWN_AWAY, Cluster
from postmortems.embedded.environment import PROJECT, database_urls
from postmortems.embedded.sealing import fresh_pair
from tests.processes import wait_until
from tests.prove.compose import services
from tests.prove.deliveries import Crew, Sink, listening, serving_database

NAME = "a filled installation backed up and read back on an empty host"
GOAL = "sealed and tried; every row, sequence and file the same; 0 old mails sent, new ones are"
# What a restore changes on purpose, and where the backup itself is noted.
CHANGES = {"postmortems_delivery", "postmortems_sending", "postmortems_backup"}
TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"
ROWS = "SELECT count(*), md5(coalesce(string_agg(r::text, E'\\n' ORDER BY r::text), '')) FROM {} r"
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND sequencename <> ALL(%s)"
FILL = """
import django; django.setup()
from accounts.models import User
from postmortems.reviews.models import Review
from tests.attachments.bringing import attached
from tests.prove._filling import fill_outbox
fill_outbox({mails}, named="Before")
review, actor = Review.objects.order_by("pk").first(), User.objects.order_by("pk").first()
for number in range({files}):
    attached(review, actor, name=f"graph-{{number}}.png")
"""
NEW = 'import django; django.setup()\nfrom tests.prove._filling import fill_outbox\nfill_outbox(1, named="After")'
QUIET = "SELECT count(*) FILTER (WHERE status = 'waiting'), count(*) FILTER (WHERE status = 'quiet') FROM {}"


def run(quick: bool) -> tuple[str, bool]:
    files, mails, key = (2, 3, fresh_pair()[0]) if quick else (20, 40, fresh_pair()[0])
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="second-story-prove-")))
        first, second, backups = folder / "first", folder / "second", folder / "backups"
        cluster, environ = stack.enter_context(serving_database(first, settings=THROWN_AWAY))
        if not quick:
            _manage(environ, "demo", "-v0")
        _python(environ, FILL.format(files=files, mails=mails))
        before = Kept.of(environ, first)
        file, is_tried = _back_up(environ, backups, key)
        is_sealed = file.read_bytes().startswith(b"age-encryption.org")
        cluster.stop()
        _read_back(file, second, key)
        environ = stack.enter_context(_elsewhere(environ, second))
        after = Kept.of(environ, second)
        waiting, quiet = _counts(environ)
        _manage(environ, "check_record", "-v0")
        sent = _sent_afterwards(environ)
    figure = (
        f"{before.count:,} rows of {len(before.tables)} tables, {len(before.files)} files, "
        f"{'sealed' if is_sealed else 'NOT sealed'}, {'tried' if is_tried else 'NOT tried'}: "
        f"{before.differs(after)} differ; of {mails} mails that were due {waiting} would go, {sent} was sent"
    )
    is_same = before.differs(after) == 0 and len(after.files) == 2 * files
    return figure, is_sealed and is_tried and is_same and waiting == 0 and quiet >= mails and sent == "only the new one"


class Kept:
    """What an installation holds, as hashes."""

    def __init__(self, tables: dict[str, tuple[int, str]], sequences: dict[str, int], files: dict[str, str]) -> None:
        self.tables, self.sequences, self.files = tables, sequences, files

    @classmethod
    def of(cls, environ: Mapping[str, str], data_dir: Path) -> "Kept":
        with psycopg.connect(environ["DATABASE_BACKUP_URL"]) as session:
            names = [name for (name,) in session.execute(TABLES) if name not in CHANGES]
            tables = {name: session.execute(sql.SQL(ROWS).format(sql.Identifier(name))).fetchone() for name in names}
            own = [f"{name}_id_seq" for name in CHANGES]
            sequences = dict(session.execute(SEQUENCES, [own]).fetchall())
        folder = data_dir / "files"
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        digests = {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
        return cls(tables, sequences, digests)  # type: ignore[arg-type]

    @property
    def count(self) -> int:
        return sum(rows for rows, _digest in self.tables.values())

    def differs(self, other: "Kept") -> int:
        """In how many tables, sequences and files."""
        mine = {**self.tables, **self.sequences, **self.files}
        theirs = {**other.tables, **other.sequences, **other.files}
        return sum(mine.get(name) != theirs.get(name) for name in mine.keys() | theirs.keys())


def _back_up(environ: Mapping[str, str], folder: Path, key: str) -> tuple[Path, bool]:
    """By the command and the variables of docker-compose.yml and Dockerfile; the file, and whether it was tried."""
    given = services()["backup"]["environment"]
    command = json.loads(re.findall(r"^CMD (\[.+\])$", (PROJECT / "Dockerfile").read_text(), re.MULTILINE)[-1])
    command = [sys.executable, *(word.replace("/backups", str(folder)) for word in command[1:])]
    here = {name: environ[name] for name in ("DATABASE_URL", "DATABASE_BACKUP_URL", "DATA_DIR")}
    here |= {"BACKUP_KEY": key, "TMPDIR": str(folder), "BACKUP_KEEP": "14", "BACKUP_THEN": ""}
    assert given.keys() == here.keys(), "docker-compose.yml says something else"
    folder.mkdir()
    process = subprocess.Popen(
        command, cwd=PROJECT, env=here | {"PATH": os.environ["PATH"]}, stderr=subprocess.PIPE, text=True
    )
    try:
        said = process.stderr.readline() if process.stderr else ""
    finally:
        process.terminate()
        process.wait()
    [file] = folder.glob("*.backup")
    return file, said.strip().endswith(f"Written and tried: {file.name}.")


def _read_back(file: Path, data_dir: Path, key: str) -> None:
    """`make restore FILE=`, where nothing is."""
    command = [sys.executable, "-m", "postmortems.embedded.backup", "read", str(file)]
    environ = {"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir), "BACKUP_KEY": key}
    subprocess.run(command, cwd=PROJECT, env=environ, check=True, capture_output=True)


@contextmanager
def _elsewhere(environ: Mapping[str, str], data_dir: Path) -> Iterator[dict[str, str]]:
    """The environment of the second installation: the key of the first, a database of its own."""
    cluster = Cluster(data_dir, settings=THROWN_AWAY)
    cluster.start()
    try:
        yield {**environ, **database_urls(cluster), "DATA_DIR": str(data_dir)}
    finally:
        cluster.stop()


def _counts(environ: Mapping[str, str]) -> tuple[int, int]:
    """Messages that are due and would be sent, and those that stay as notices."""
    due = sql.SQL(QUIET).format(sql.SQL("postmortems_delivery WHERE due_at < now()"))
    with psycopg.connect(environ["DATABASE_BACKUP_URL"]) as session:
        row = session.execute(due).fetchone()
    return (int(row[0]), int(row[1])) if row else (-1, -1)


def _sent_afterwards(environ: Mapping[str, str]) -> str:
    """One new message is queued and sent: whoever looks for what is due has then seen everything."""
    sink = Sink(random.Random(1), (0, 0))
    with ExitStack() as stack:
        port = stack.enter_context(listening(sink))
        environ = {**environ, "SMTP_URL": f"smtp://127.0.0.1:{port}"}
        new = (
            'import django; django.setup()\nfrom tests.prove._filling import fill_outbox\nfill_outbox(1, named="After")'
        )
        _python(environ, new)
        stack.enter_context(Crew(environ, [programs.manage("deliver", "--every", "0.2")]))
        wait_until(lambda: sink.has(1), within=60)
    takers = [address for address, _name, _told in sink.taken]
    return "only the new one" if [taker.split(".")[0] for taker in takers] == ["after"] else f"{len(takers)} mails"


def _manage(environ: Mapping[str, str], *words: str) -> None:
    subprocess.run(programs.manage(*words), env=dict(environ), cwd=PROJECT, check=True, capture_output=True)


def _python(environ: Mapping[str, str], program: str) -> None:
    subprocess.run([sys.executable, "-c", program], env=dict(environ), cwd=PROJECT, check=True)
