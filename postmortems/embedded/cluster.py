"""An own PostgreSQL under DATA_DIR: made on the first start, a child of ours, reachable by a socket only."""

import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from postmortems.embedded import roles
from postmortems.embedded.children import stop_child
from postmortems.embedded.initdb import create_files
from postmortems.embedded.kept_secrets import database_passwords
from postmortems.embedded.leftovers import await_old_server
from postmortems.embedded.postgresql import start_program
from postmortems.embedded.problems import CannotStart
from postmortems.embedded.socket_folder import remove_temporary, socket_folder

READY_WITHIN = 60  # seconds; recovery after a power cut may take a while
ALWAYS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "log_checkpoints": "off",
    # What people write must not reach a log: no statement, no parameter, no failing row.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
}
# For tests: a database that is thrown away needs no care for a power cut.
THROWN_AWAY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class Cluster:
    """The server of one DATA_DIR. `start` gives back when it answers and its three roles exist."""

    def __init__(self, data_dir: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self.data_dir = data_dir
        self.folder = data_dir / "postgresql"
        self.log = data_dir / "postgresql.log"
        self.settings = ALWAYS | dict(settings or {})
        self.server: subprocess.Popen[bytes] | None = None
        self.socket: Path | None = None

    def start(self) -> None:
        self.passwords = database_passwords(self.data_dir)
        if not self.folder.exists():
            self._create()
        await_old_server(self.folder)
        self.socket = socket_folder(self.data_dir)
        self._launch(self.socket)
        try:
            self._await_ready()
            roles.prepare_roles(self.url(roles.SUPERUSER, "postgres"), self.passwords)
        except BaseException:
            self.stop()
            raise

    def is_running(self) -> bool:
        return self.server is not None and self.server.poll() is None

    def stop(self, *, patience: float = 30) -> None:
        """A fast shutdown: sessions are ended, what was committed is on disk. After `patience` seconds it is killed."""
        if self.server is not None:
            stop_child(self.server, first=signal.SIGINT, patience=patience)
            self.server = None
        remove_temporary(self.data_dir)

    def url(self, role: str, database: str = roles.DATABASE) -> str:
        """The libpq address of one role, its password inside."""
        return socket_url(role, self.passwords[role], database, str(self.socket))

    def _create(self) -> None:
        password, durable = self.passwords[roles.SUPERUSER], self.settings.get("fsync") != "off"
        create_files(self.folder, superuser=roles.SUPERUSER, password=password, log=self.log, durable=durable)

    def _launch(self, socket: Path) -> None:
        quoted = '"' + str(socket).replace('"', '""') + '"'
        settings = self.settings | {"unix_socket_directories": quoted}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.server = start_program("postgres", *options, folder=self.folder, log=self.log, death_signal=signal.SIGINT)

    def _await_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while not self._is_ready():
            if self.server is None or self.server.poll() is not None:
                raise CannotStart(f"PostgreSQL stopped while starting: the reason is in {self.log}.")
            if time.monotonic() > deadline:
                raise CannotStart(f"PostgreSQL is not ready after {READY_WITHIN} s: the reason is in {self.log}.")
            time.sleep(0.02)

    def _is_ready(self) -> bool:
        """As pg_ctl does it: the eighth line of postmaster.pid says so, written by our own server."""
        lines = read_pid_file(self.folder)
        ours = self.server is not None and lines[:1] == [str(self.server.pid)]
        return ours and lines[7:8] == ["ready"]


def read_pid_file(folder: Path) -> list[str]:
    """The lines of postmaster.pid: process, folder, start, port, socket folder, address, memory, state."""
    try:
        return [line.strip() for line in (folder / "postmaster.pid").read_text().splitlines()]
    except FileNotFoundError:
        return []


def socket_url(role: str, password: str, database: str, socket: str) -> str:
    """postgresql://role:password@/database?host=/folder, with everything quoted."""
    return f"postgresql://{role}:{quote(password, safe='')}@/{database}?host={quote(socket, safe='')}"
