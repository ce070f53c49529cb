"""The processes of the application, as command lines."""

import sys
from pathlib import Path

# Phones in the meeting room join over the network.
EVERYWHERE = "0.0.0.0"  # noqa: S104  # nosec B104
QUIET_WORKER = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
# Celery warns root at length; on a machine where root is the only account nothing follows from it.
ROOT_IS_FINE = "ignore:You're running the worker with superuser"


def web(port: int) -> list[str]:
    """Pages and live streams in one process; streams get two seconds to end."""
    command = [sys.executable, "-m", "uvicorn", "postmortems.asgi:application", "--host", EVERYWHERE]
    command += ["--port", str(port), "--timeout-graceful-shutdown", "2", "--no-access-log", "--log-level", "warning"]
    return command


def worker(*, with_redis: bool) -> list[str]:
    """The queue in a folder serves one process only; Redis serves many."""
    pool = ["-P", "prefork", "-c", "2"] if with_redis else ["-P", "solo"]
    return [sys.executable, "-W", ROOT_IS_FINE, *_celery(), "worker", *pool, *QUIET_WORKER, "-l", "WARNING"]


def beat(data_dir: Path) -> list[str]:
    """The clock of the periodic tasks."""
    return [sys.executable, *_celery(), "beat", "-s", str(data_dir / "beat-schedule"), "--pidfile=", "-l", "WARNING"]


def outbox() -> list[str]:
    """Looks for what is due without asking the broker: while Redis is away, mail still goes out."""
    return manage("deliver")


def mail_catcher() -> list[str]:
    return [sys.executable, "-m", "postmortems.embedded.mailcatcher"]


def manage(*words: str) -> list[str]:
    return [sys.executable, "manage.py", *words]


def _celery() -> list[str]:
    return ["-m", "celery", "-A", "postmortems.celery", "-q"]
