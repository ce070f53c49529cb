"""The tests' PostgreSQL: the embedded one with durability off, or the server that DATABASE_URL names.

A pytest plugin (`-p tests.database`), because it must speak before the settings are loaded. Its environment is what
the supervisor gives to the application. The processes of xdist inherit it, and so share one server, each with its own
database.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from postmortems.embedded.cluster import THROWN_AWAY, Cluster
from postmortems.embedded.environment import database_urls
from tests import database_roles, prepared
from tests.processes import is_running

PREFIX = "second-story-tests-"
MEMORY = Path("/dev/shm")
ENOUGH = 4 * 1024**3  # bytes; a whole run writes less than one


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Set the environment before pytest-django loads the settings."""
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        _own_data_dir(Path(os.environ["DATA_DIR"]) / worker)
    else:
        folder = quickest_folder()
        remove_abandoned(folder)
        data_dir = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=folder))
        early_config.add_cleanup(lambda: shutil.rmtree(data_dir, ignore_errors=True))
        _own_data_dir(data_dir)
        _start_database(early_config, data_dir)
    return (yield)


def quickest_folder() -> Path:
    """Memory, where there is plenty; what is thrown away needs no disk."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        return MEMORY
    return Path(tempfile.gettempdir())


def remove_abandoned(folder: Path) -> None:
    """Folders of runs that were killed; the name holds the number of the process that made it."""
    for path in folder.glob(f"{PREFIX}*-*"):
        number = path.name.removeprefix(PREFIX).partition("-")[0]
        if number.isdecimal() and not is_running(int(number)):
            shutil.rmtree(path, ignore_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    """Register the roles' fixtures last, so that they wrap those of pytest-django with the same names."""
    config.pluginmanager.register(database_roles, "second-story-database-roles")


def _own_data_dir(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"DATA_DIR": str(folder), "SECRET_KEY": "only-for-tests-" + "x" * 50, "DEMO": "1"}
    os.environ |= {"BASE_URL": "http://localhost:8000", "PORT": "8000", "SMTP_URL": "smtp://127.0.0.1:9"}
    os.environ.pop("REDIS_URL", None)


def _start_database(config: pytest.Config, data_dir: Path) -> None:
    if os.environ.get("DATABASE_URL"):
        return
    cluster = Cluster(data_dir, settings=THROWN_AWAY | {"max_connections": "200"})
    prepared.prepare(data_dir)
    config.add_cleanup(cluster.stop)
    cluster.start()
    os.environ |= database_urls(cluster)
