"""A real Second Story, started as `make run` starts it, for tests that stop it and kill it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.processes import is_running, wait_until

PROJECT = Path(__file__).resolve().parents[2]
LAST_WORDS = 60  # seconds: something that outlived its supervisor must not hold up a test
OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL", "SECRET_KEY", "SMTP_URL", "BASE_URL", "REDIS_URL")
# Each kind of process, and a word that stands in its command line only.
KINDS = {
    "postgres": "-D",
    "web": "uvicorn",
    "worker": "worker",
    "beat": "beat",
    "mail": "postmortems.embedded.mailcatcher",
}


@dataclass
class Run:
    """One supervisor and everything below it."""

    process: subprocess.Popen[str]
    port: int
    data_dir: Path
    output: list[str] = field(default_factory=list)
    ready_after: float = 0.0
    _reader: threading.Thread | None = None

    def await_ready(self) -> "Run":
        """Read the output up to the line that says that it is ready."""
        started = time.monotonic()
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output.append(line.rstrip("\n"))
            if "ready at" in line:
                break
        self.ready_after = time.monotonic() - started
        self._read_on()
        assert f"Second Story is ready at http://localhost:{self.port}" in self.output, self.rest()
        return self

    def _read_on(self) -> threading.Thread:
        """A pipe that nobody reads is full after some hundred lines, and whoever writes into it waits for ever."""
        if self._reader is None:
            self._reader = threading.Thread(target=self._read_all, daemon=True)
            self._reader.start()
        return self._reader

    def _read_all(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output.append(line.rstrip("\n"))

    def family(self) -> dict[int, str]:
        """Every process below the supervisor, itself included, with its command line."""
        everybody = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]
        return {process.pid: line for process in everybody if (line := _command(process))}

    def pid_of(self, kind: str) -> int | None:
        """The process of one of KINDS; None while there is none."""
        children = psutil.Process(self.process.pid).children()
        return next((child.pid for child in children if KINDS[kind] in _words(child)), None)

    def rest(self) -> str:
        """What it still says until it ends."""
        self._read_on().join(LAST_WORDS)
        return "".join(f"{line}\n" for line in self.output)

    def ends(self, *, within: float) -> float:
        """Seconds until the supervisor has ended; fails after `within`."""
        started = time.monotonic()
        self.process.wait(within)
        return time.monotonic() - started


def _command(process: psutil.Process) -> str:
    """Its command line; nothing for one that has just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


@contextmanager
def running(data_dir: Path, *, prefix: tuple[str, ...] = (), port: int = 0, **environment: str) -> Iterator[Run]:
    """Start it in a session of its own. Whatever the test did not stop is killed at the end."""
    port = port or unused_port()
    process = start(data_dir, port, prefix=prefix, environment=environment)
    run = Run(process, port, data_dir)
    try:
        yield run
    finally:
        leftovers = list(run.family()) if process.poll() is None else []
        for pid in leftovers:
            _kill(pid)
        process.wait()
        run.rest()
        assert process.stdout is not None
        process.stdout.close()


def start(
    data_dir: Path, port: int, *, prefix: tuple[str, ...] = (), environment: Mapping[str, str]
) -> subprocess.Popen[str]:
    own = {name: value for name, value in os.environ.items() if name not in OURS and not name.startswith("PYTEST")}
    return subprocess.Popen(
        [*prefix, sys.executable, "-m", "postmortems.embedded"],
        cwd=PROJECT,
        env=own | {"DATA_DIR": str(data_dir), "PORT": str(port)} | dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def all_end(pids: Mapping[int, str], *, within: float) -> dict[int, str]:
    """Those of `pids` that still run after `within` seconds."""
    wait_until(lambda: not any(is_running(pid) for pid in pids), within=within)
    return {pid: command for pid, command in pids.items() if is_running(pid)}


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def _kill(pid: int) -> None:
    if is_running(pid):
        os.kill(pid, signal.SIGKILL)
