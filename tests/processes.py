"""Questions to the operating system about processes."""

import time
from collections.abc import Callable

import psutil


def is_running(pid: int) -> bool:
    """A process that ended and was not yet collected by its parent does not run any more."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_until(condition: Callable[[], bool], *, within: float) -> bool:
    """Whether the condition came true; `within` is in seconds."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
