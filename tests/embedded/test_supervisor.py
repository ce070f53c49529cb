"""The supervisor with small programs in place of ours: what it does with a program does not depend on which it is."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from postmortems.embedded import supervisor as module
from postmortems.embedded.problems import CannotStart
from postmortems.embedded.supervisor import Supervisor
from tests.processes import is_running, wait_until

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
# Says where it stands in a file, so that the test knows when it has begun to ignore SIGTERM.
STUBBORN = """
import os, pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path("grandchild.new").write_text(str(grandchild.pid))
pathlib.Path("grandchild.new").rename("grandchild")
time.sleep(60)
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    handlers = {number: signal.getsignal(number) for number in module.SIGNALS}
    supervisor = Supervisor(cluster=None, cwd=str(tmp_path))
    supervisor.environment = {"PATH": os.environ["PATH"]}
    yield supervisor
    supervisor.stop()
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_a_killed_program_is_started_again_and_said(supervisor: Supervisor, capfd: pytest.CaptureFixture[str]) -> None:
    process = supervisor.start("sleeper", SLEEPS)
    killed = process.child
    killed.kill()
    killed.wait()
    supervisor.check()
    assert process.child.pid != killed.pid
    assert is_running(process.child.pid)
    assert capfd.readouterr().err == "The sleeper stopped by itself (SIGKILL) and is started again.\n"


def test_a_program_that_keeps_stopping_ends_everything(supervisor: Supervisor) -> None:
    process = supervisor.start("failing program", [sys.executable, "-c", "import sys; sys.exit(3)"])
    with pytest.raises(CannotStart, match=r"The failing program keeps stopping \(exit code 3\), so everything stops\."):
        supervisor.watch()
    assert len(process.deaths) == module.MOST_DEATHS


def test_a_program_that_stops_now_and_then_is_kept(supervisor: Supervisor) -> None:
    process = supervisor.start("sleeper", SLEEPS)
    process.deaths.extend([time.monotonic() - 100 - number for number in range(10, 0, -1)])
    process.child.kill()
    process.child.wait()
    supervisor.check()
    assert is_running(process.child.pid)


def test_a_program_that_ignores_sigterm_is_killed_with_its_children(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "STOP_WITHIN", 0.5)
    supervisor.start("sleeper", SLEEPS)
    supervisor.start("stubborn program", [sys.executable, "-c", STUBBORN])
    assert wait_until((tmp_path / "grandchild").exists, within=10)
    grandchild = int((tmp_path / "grandchild").read_text())
    supervisor.stop()
    assert [process.child.returncode for process in supervisor.processes] == [-signal.SIGTERM, -signal.SIGKILL]
    assert wait_until(lambda: not is_running(grandchild), within=5)
    assert capfd.readouterr().err == "The stubborn program did not end in time and was killed.\n"


def test_a_preparing_step_that_fails_is_one_sentence(supervisor: Supervisor) -> None:
    supervisor.run_once([sys.executable, "-c", "pass"], failure="never said")
    with pytest.raises(CannotStart, match="The tables could not be made"):
        supervisor.run_once([sys.executable, "-c", "import sys; sys.exit(1)"], failure="The tables could not be made.")
