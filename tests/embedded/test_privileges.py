"""Root starts the database without running it as root, also where a container forbids user namespaces."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from postmortems.embedded.cluster import THROWN_AWAY, Cluster
from postmortems.embedded.environment import PROJECT
from postmortems.embedded.privileges import NOBODY, namespaces_allowed
from postmortems.embedded.roles import OWNER

# Becomes root of a namespace in which no further one may be entered, as a container's root is.
CONTAINER = """
import os, sys
from pathlib import Path
entered, mapped = os.pipe(), os.pipe()
child = os.fork()
if child == 0:
    os.unshare(os.CLONE_NEWUSER)
    os.write(entered[1], b".")
    os.read(mapped[0], 1)
    os.setresgid(0, 0, 0)
    os.setresuid(0, 0, 0)
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
os.read(entered[0], 1)
for name in ("uid_map", "gid_map"):
    Path(f"/proc/{child}/{name}").write_text("0 0 65536")
os.write(mapped[1], b".")
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
INSIDE = """
import os, sys
from pathlib import Path
import psycopg
from postmortems.embedded.cluster import THROWN_AWAY, Cluster
from postmortems.embedded.privileges import namespaces_allowed
cluster = Cluster(Path(sys.argv[1]), settings=THROWN_AWAY)
cluster.start()
with psycopg.connect(cluster.url("second_story_owner")) as connection:
    connection.execute("CREATE TABLE kept AS SELECT 'made inside' AS word")
server = Path(f"/proc/{cluster.server.pid}")
print(os.geteuid(), namespaces_allowed(), server.stat().st_uid, cluster.folder.stat().st_uid)
cluster.stop()
"""

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or not namespaces_allowed(), reason="needs root, and a machine on which root may make namespaces"
)


def server_user(cluster: Cluster) -> int:
    """The user inside its own namespace: what PostgreSQL itself sees."""
    assert cluster.server is not None
    mapping = Path(f"/proc/{cluster.server.pid}/uid_map").read_text().split()
    return int(mapping[0])


def test_root_starts_the_database_as_nobody_in_a_namespace(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path, settings=THROWN_AWAY)
    cluster.start()
    try:
        assert server_user(cluster) == NOBODY
        assert cluster.folder.stat().st_uid == 0
    finally:
        cluster.stop()


def test_where_namespaces_are_forbidden_the_files_go_to_nobody_and_come_back(tmp_path: Path) -> None:
    data_dir = tmp_path / "closed to others" / "data"
    data_dir.mkdir(mode=0o700, parents=True)
    command = [sys.executable, "-c", CONTAINER, "-c", INSIDE, str(data_dir)]
    inside = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=60)
    assert inside.stdout == f"0 False {NOBODY} {NOBODY}\n", inside.stderr

    cluster = Cluster(data_dir, settings=THROWN_AWAY)
    cluster.start()
    try:
        assert cluster.folder.stat().st_uid == 0
        with psycopg.connect(cluster.url(OWNER)) as connection:
            assert connection.execute("SELECT word FROM kept").fetchone() == ("made inside",)
    finally:
        cluster.stop()
