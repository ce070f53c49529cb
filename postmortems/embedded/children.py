"""Child processes that cannot outlive us: each in its own session, tied to our life by the kernel."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from postmortems.embedded.privileges import libc

LINUX = sys.platform == "linux"
PR_SET_PDEATHSIG = 1


def start_child(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    cwd: str | None = None,
    stdout: IO[bytes] | int | None = None,
    stderr: IO[bytes] | int | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
    before_exec: Callable[[], None] | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own; the kernel sends it `death_signal` when this process dies in any way.

    Call it from the main thread: the kernel watches the thread that forked. `before_exec` runs in the child.
    """
    return subprocess.Popen(
        [str(part) for part in command],
        env=dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
        preexec_fn=_prepare(os.getpid(), death_signal, before_exec),
    )


def _prepare(parent: int, death_signal: signal.Signals, before_exec: Callable[[], None] | None) -> Callable[[], None]:
    def prepare() -> None:
        if before_exec is not None:
            before_exec()
        # Last, never before: a change of credentials clears the request.
        end_with_parent(death_signal)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


def end_with_parent(death_signal: signal.Signals) -> None:
    """Ask the kernel for `death_signal` when the process that started us dies."""
    if LINUX:
        libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)


def stop_child(child: subprocess.Popen[bytes], *, first: signal.Signals = signal.SIGTERM, patience: float = 12) -> int:
    """End a child politely, then its whole group; gives its exit code. `patience` is in seconds."""
    if child.poll() is None:
        child.send_signal(first)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(patience)
    end_group(child)
    return child.wait()


def end_group(child: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of the child's session: it leads a group of its own, so nobody else can be hit."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
