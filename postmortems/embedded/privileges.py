"""PostgreSQL refuses to run as root. Where root is the only account, a child of root has to become somebody else.

First way: a user namespace, in which root's own files belong to nobody. Second, where containers forbid namespaces: the
account nobody itself, to which the database's files are given, with the one power to reach them wherever they lie.
"""

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

NOBODY = 65534
PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 8, 47, 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522

# Loaded before any fork: a child between fork and exec must not allocate more than it has to.
libc = ctypes.CDLL(None, use_errno=True)


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Powers(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint32 * 1) for name in ("effective", "permitted", "inheritable"))


def way_out_of_root(owned: Path) -> Callable[[], None] | None:
    """What a child must do before exec so as not to be root, and the files in `owned` given to who it will be.

    None for everybody but root, who has nothing to leave.
    """
    if os.geteuid() != 0 or sys.platform != "linux":
        return None
    leave = _enter_namespace if namespaces_allowed() else _become_nobody
    _give(owned, 0 if leave is _enter_namespace else NOBODY)
    return leave


def namespaces_allowed() -> bool:
    """Whether a child may enter a user namespace, tried by one that does nothing else."""
    child = os.fork()
    if child == 0:
        try:
            _enter_namespace()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def _enter_namespace() -> None:
    group = os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{NOBODY} 0 1"), ("gid_map", f"{NOBODY} {group} 1")):
        Path("/proc/self", name).write_text(text)


def _become_nobody() -> None:
    """Give up root, keep the right to pass folders that are closed to others, and hand that on through exec."""
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    power = 1 << CAP_DAC_OVERRIDE
    powers = (_Powers * 2)(_Powers((power,), (power,), (power,)), _Powers())
    libc.capset(ctypes.byref(_Header(CAPABILITY_VERSION_3, 0)), ctypes.byref(powers))
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def _give(folder: Path, owner: int) -> None:
    if folder.exists() and folder.stat().st_uid != owner:
        for path in (*folder.rglob("*"), folder):
            os.chown(path, owner, -1, follow_symlinks=False)
