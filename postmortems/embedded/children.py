"""Child processes that cannot outlive us: each in its own session, tied to our life by the kernel."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from postmortems.embedded.problems import CannotStart

LINUX = sys.platform == "linux"
PR_SET_PDEATHSIG = 1
NOBODY = 65534
# Loaded before any fork: a child between fork and exec must not allocate more than it has to.
_libc = ctypes.CDLL(None, use_errno=True)

ROOT_REFUSED = (
    "PostgreSQL does not run as root, and this machine forbids the user namespace that would help: "
    "run as an ordinary user, or set DATABASE_URL to a server."
)


def start_child(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    cwd: str | None = None,
    stdout: IO[bytes] | int | None = None,
    stderr: IO[bytes] | int | None = None,
    death_signal: signal.Signals = signal.SIGTERM,
    never_root: bool = False,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own; the kernel sends it `death_signal` when this process dies in any way.

    Call it from the main thread: the kernel watches the thread that forked. With `never_root`, a start by root happens
    as nobody inside a user namespace, in which files of root still belong to the child: no account, no chmod.
    """
    try:
        return subprocess.Popen(
            [str(part) for part in command],
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
            preexec_fn=_before_exec(os.getpid(), death_signal, never_root=never_root),
        )
    except subprocess.SubprocessError as error:
        raise CannotStart(ROOT_REFUSED) from error


def _before_exec(parent: int, death_signal: signal.Signals, *, never_root: bool) -> Callable[[], None]:
    def prepare() -> None:
        if never_root and LINUX and os.geteuid() == 0:
            _become_nobody()
        # After the namespace, never before it: a change of credentials clears the request.
        end_with_parent(death_signal)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


def end_with_parent(death_signal: signal.Signals) -> None:
    """Ask the kernel for `death_signal` when the process that started us dies."""
    if LINUX:
        _libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)


def _become_nobody() -> None:
    group = os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{NOBODY} 0 1"), ("gid_map", f"{NOBODY} {group} 1")):
        Path("/proc/self", name).write_text(text)


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
