"""`python -m postmortems.embedded.with_database COMMAND ...`: one command with the application's whole environment.

It uses the database of a Second Story that runs on DATA_DIR, or starts it for as long as the command runs.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from postmortems.embedded import roles
from postmortems.embedded.cluster import Cluster, read_pid_file, socket_url
from postmortems.embedded.data_dir import prepare_data_dir, try_hold
from postmortems.embedded.environment import Wishes, child_environment, database_urls
from postmortems.embedded.kept_secrets import database_passwords, secret_key
from postmortems.embedded.problems import CannotStart
from postmortems.embedded.supervisor import say


@contextmanager
def databases(wishes: Wishes, *, alone: bool = False) -> Iterator[Mapping[str, str]]:
    """The three addresses; with `alone`, CannotStart when somebody else uses the embedded database."""
    if wishes.databases:
        yield wishes.databases
        return
    prepare_data_dir(wishes.data_dir)
    lock = try_hold(wishes.data_dir)
    if lock is None and alone:
        raise CannotStart(f"Second Story is running on {wishes.data_dir}: stop it first.")
    if lock is None:
        yield running_urls(wishes)
        return
    cluster = Cluster(wishes.data_dir)
    try:
        cluster.start()
        yield database_urls(cluster)
    finally:
        cluster.stop()
        os.close(lock)


def running_urls(wishes: Wishes) -> dict[str, str]:
    """The addresses of the embedded database that another supervisor runs."""
    lines, passwords = read_pid_file(wishes.data_dir / "postgresql"), database_passwords(wishes.data_dir)
    if len(lines) < 5:
        raise CannotStart(f"Second Story is just starting on {wishes.data_dir}: try again in a moment.")
    names = {"DATABASE_URL": roles.APP, "DATABASE_OWNER_URL": roles.OWNER, "DATABASE_BACKUP_URL": roles.SUPERUSER}
    return {name: socket_url(role, passwords[role], roles.DATABASE, lines[4]) for name, role in names.items()}


def main(command: list[str]) -> int:
    # Ctrl-C is for the command, which shares our terminal; a handler, unlike SIG_IGN, is not passed on to it.
    signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        wishes = Wishes.read(os.environ)
        with databases(wishes) as urls:
            key, smtp_url = secret_key(wishes.data_dir), wishes.smtp_url or "smtp://127.0.0.1:25"
            environment = child_environment(wishes, secret_key=key, databases=urls, smtp_url=smtp_url)
            return subprocess.run(command, env=environment, check=False).returncode
    except CannotStart as problem:
        say(str(problem))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
