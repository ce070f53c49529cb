"""`make run`: the database, the web server, the worker, the clock and the mail catcher start and stop as one thing.

With `--with-parent` it ends when the process that started it dies.
"""

import os
import signal
import sys

from postmortems.embedded import programs
from postmortems.embedded.children import end_with_parent
from postmortems.embedded.cluster import Cluster
from postmortems.embedded.data_dir import hold, prepare_data_dir
from postmortems.embedded.environment import PROJECT, Wishes, child_environment, database_urls
from postmortems.embedded.kept_secrets import secret_key
from postmortems.embedded.preflight import check_port, check_services
from postmortems.embedded.problems import CannotStart
from postmortems.embedded.readiness import await_ready, free_port
from postmortems.embedded.supervisor import Stop, Supervisor, listen_for_signals, say

DEMO_MARKER = "demo_data_made"


def main() -> int:
    """Exit code 0 after a stop that was asked for; 1 with one sentence when the start is impossible or a run broke."""
    if "--with-parent" in sys.argv[1:]:
        end_with_parent(signal.SIGTERM)
    try:
        listen_for_signals()
        wishes = Wishes.read(os.environ)
        prepare_data_dir(wishes.data_dir)
        lock = hold(wishes.data_dir)  # noqa: F841  held until the process ends
        check_port(wishes.port)
        check_services(wishes.databases, wishes.redis_url, wishes.smtp_url)
        run(wishes)
    except CannotStart as problem:
        say(str(problem))
        return 1
    except Stop:
        return 0
    return 0


def run(wishes: Wishes) -> None:
    """Start everything, say that it is ready, and stay."""
    os.umask(0o077)
    cluster = None if wishes.databases else Cluster(wishes.data_dir)
    supervisor = Supervisor(cluster=cluster, cwd=str(PROJECT))
    try:
        prepare(supervisor, wishes)
        start_programs(supervisor, wishes)
        accounts = supervisor.ask(programs.manage("demo", "--accounts")) if wishes.demo else ""
        await_ready(wishes.port, supervisor.check)
        print(f"Second Story is ready at {wishes.address}\n{accounts}", end="", flush=True)
        supervisor.watch()
    finally:
        supervisor.stop()


def prepare(supervisor: Supervisor, wishes: Wishes) -> None:
    """The database with its tables, and on the first start of a demonstration its example reviews."""
    if supervisor.cluster is not None:
        supervisor.cluster.start()
    databases = database_urls(supervisor.cluster) if supervisor.cluster is not None else wishes.databases
    smtp_url = wishes.smtp_url or f"smtp://127.0.0.1:{free_port()}"
    key = secret_key(wishes.data_dir)
    supervisor.environment = child_environment(wishes, secret_key=key, databases=databases, smtp_url=smtp_url)
    supervisor.run_once(
        programs.manage("migrate", "--no-input", "-v", "0"),
        failure="The database could not be brought up to date; what went wrong stands above.",
    )
    marker = wishes.data_dir / DEMO_MARKER
    if wishes.demo and not marker.exists():
        supervisor.run_once(programs.manage("demo"), failure="The demo data could not be made; see above.")
        marker.touch()


def start_programs(supervisor: Supervisor, wishes: Wishes) -> None:
    """The mail catcher stands ready before anybody has something to send."""
    if not wishes.smtp_url:
        port = supervisor.environment["SMTP_URL"].rpartition(":")[2]
        supervisor.start("mail catcher", programs.mail_catcher(), MAIL_CATCHER_PORT=port)
    supervisor.start("web server", programs.web(wishes.port))
    supervisor.start("worker", programs.worker(with_redis=bool(wishes.redis_url)))
    supervisor.start("beat", programs.beat(wishes.data_dir))


if __name__ == "__main__":
    sys.exit(main())
