"""Starts the application's processes in order, watches them, and ends them in the opposite order.

A process that dies is started again, with a sentence; one that keeps dying, or a database that dies, ends everything.
What happens to the supervisor itself, even kill -9, happens to its children: the kernel tells them (`children.py`).
"""

import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType
from typing import TextIO

from postmortems.embedded.children import end_group, start_child
from postmortems.embedded.cluster import Cluster
from postmortems.embedded.problems import CannotStart

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
CLEAN = (0, 143, -signal.SIGTERM)
# Everything is over within 15 s: the processes have 11, the database the rest.
STOP_WITHIN, DATABASE_WITHIN = 11.0, 3.0
MOST_DEATHS, WITHIN = 5, 60.0


class Stop(BaseException):
    """Somebody asked us to end. No `except Exception` may swallow it."""


@dataclass
class Process:
    """One program that is kept running."""

    name: str
    command: list[str]
    child: subprocess.Popen[bytes]
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_DEATHS))

    def keeps_dying(self) -> bool:
        return len(self.deaths) == MOST_DEATHS and self.deaths[-1] - self.deaths[0] < WITHIN


class Supervisor:
    """Owns every process of a run. `stop` may be called at any moment, also half-way through a start."""

    def __init__(self, *, cluster: Cluster | None, cwd: str) -> None:
        self.cluster = cluster
        self.cwd = cwd
        self.environment: Mapping[str, str] = {}
        self.processes: list[Process] = []

    def run_once(self, command: list[str], *, failure: str) -> None:
        """Run a preparing step to its end; CannotStart with the sentence `failure` when it does not succeed."""
        step = start_child(command, env=self.environment, cwd=self.cwd)
        try:
            if step.wait() != 0:
                raise CannotStart(failure)
        finally:
            end_group(step)

    def ask(self, command: list[str]) -> str:
        """What a short command prints; nothing when it fails, which it explains itself."""
        answer = start_child(command, env=self.environment, cwd=self.cwd, stdout=subprocess.PIPE)
        try:
            return answer.communicate()[0].decode()
        finally:
            end_group(answer)

    def start(self, name: str, command: list[str], **environment: str) -> Process:
        """Start a program and keep it running."""
        self.environment = {**self.environment, **environment}
        process = Process(name, command, self._launch(command))
        self.processes.append(process)
        return process

    def watch(self) -> None:
        """Stay until Stop, or until something cannot be kept running (CannotStart)."""
        while True:
            self.check()
            time.sleep(0.2)

    def check(self) -> None:
        """Start again what has died since the last look."""
        if self.cluster is not None and not self.cluster.is_running():
            raise CannotStart(f"The database has stopped by itself, so everything stops; see {self.cluster.log}.")
        for process in self.processes:
            if process.child.poll() is not None:
                self._revive(process)

    def stop(self) -> None:
        """End the programs together, then the database; no signal interrupts it."""
        ignore_signals()
        running = [process for process in self.processes if process.child.poll() is None]
        for process in running:
            process.child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN
        for process in running:
            _await_end(process, deadline)
        if self.cluster is not None:
            self.cluster.stop(patience=DATABASE_WITHIN)

    def _launch(self, command: list[str]) -> subprocess.Popen[bytes]:
        return start_child(command, env=self.environment, cwd=self.cwd)

    def _revive(self, process: Process) -> None:
        end_group(process.child)
        process.deaths.append(time.monotonic())
        if process.keeps_dying():
            raise CannotStart(f"The {process.name} keeps stopping ({_how(process.child)}), so everything stops.")
        say(f"The {process.name} stopped by itself ({_how(process.child)}) and is started again.")
        process.child = self._launch(process.command)


def listen_for_signals() -> None:
    """From now on a signal ends the run by raising Stop, once."""

    def stop(number: int, frame: FrameType | None) -> None:
        ignore_signals()
        raise Stop

    for number in SIGNALS:
        signal.signal(number, stop)


def ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def say(sentence: str, to: TextIO | None = None) -> None:
    """One line at once, to the error output if nothing else is named."""
    print(sentence, file=to or sys.stderr, flush=True)


def _await_end(process: Process, deadline: float) -> None:
    try:
        code = process.child.wait(max(deadline - time.monotonic(), 0))
        if code not in CLEAN:
            say(f"The {process.name} ended badly ({_how(process.child)}).")
    except subprocess.TimeoutExpired:
        say(f"The {process.name} did not end in time and was killed.")
    end_group(process.child)
    process.child.wait()


def _how(child: subprocess.Popen[bytes]) -> str:
    code = child.returncode
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name
