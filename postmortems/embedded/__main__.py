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
from postmortems.embedded.stamps import once_per_version
from postmortems.embedded.supervisor import Stop, Supervisor, listen_for_signals, say


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
        say("Second Story has stopped.")
    return 0


def run(wishes: Wishes) -> None:
    """Start everything, say that it is ready, and stay."""
    os.umask(0o077)
    cluster = None if wishes.databases else Cluster(wishes.data_dir)
    supervisor = Supervisor(cluster=cluster, cwd=str(PROJECT))
    try:
        prepare(supervisor, wishes)
        start_programs(supervisor, wishes)
        say(f"Second Story is ready at {wishes.address}\n{demo_accounts(supervisor, wishes)}".rstrip(), to=sys.stdout)
        supervisor.watch()
    finally:
        supervisor.stop()


def prepare(supervisor: Supervisor, wishes: Wishes) -> None:
    """The database with its tables."""
    if supervisor.cluster is not None:
        supervisor.cluster.start()
    databases = database_urls(supervisor.cluster) if supervisor.cluster is not None else wishes.databases
    smtp_url = wishes.smtp_url or f"smtp://127.0.0.1:{free_port()}"
    key = secret_key(wishes.data_dir)
    supervisor.environment = child_environment(wishes, secret_key=key, databases=databases, smtp_url=smtp_url)
    with once_per_version(wishes.data_dir / "migrated", embedded=supervisor.cluster is not None) as needed:
        if needed:
            migrate(supervisor, wishes)


def migrate(supervisor: Supervisor, wishes: Wishes) -> None:
    """Tables and static files as this version of the code wants them."""
    supervisor.run_once(
        programs.manage("migrate", "--no-input", "-v", "0"),
        failure="The database could not be brought up to date; what went wrong stands above.",
    )
    if not wishes.demo:
        supervisor.run_once(
            programs.manage("collectstatic", "--no-input", "-v", "0"),
            failure="The static files could not be collected; what went wrong stands above.",
        )


def start_programs(supervisor: Supervisor, wishes: Wishes) -> None:
    """The mail catcher before anybody has something to send; the worker when the pages are there: both are hungry."""
    if not wishes.smtp_url:
        port = supervisor.environment["SMTP_URL"].rpartition(":")[2]
        supervisor.start("mail catcher", programs.mail_catcher(), MAIL_CATCHER_PORT=port)
    supervisor.start("web server", programs.web(wishes.port))
    await_ready(wishes.port, supervisor.check)
    supervisor.start("worker", programs.worker(with_redis=bool(wishes.redis_url)))
    supervisor.start("beat", programs.beat(wishes.data_dir))
    if wishes.redis_url:
        supervisor.start("outbox", programs.outbox())


def demo_accounts(supervisor: Supervisor, wishes: Wishes) -> str:
    """Who may sign in to a demonstration, from the first start, which also makes its example reviews."""
    accounts = wishes.data_dir / "demo_accounts.txt"
    if wishes.demo and not accounts.exists():
        supervisor.run_once(programs.manage("demo"), failure="The demo data could not be made; see above.")
        accounts.write_text(supervisor.ask(programs.manage("demo", "--accounts")), encoding="utf-8")
    return accounts.read_text(encoding="utf-8") if wishes.demo else ""


if __name__ == "__main__":
    sys.exit(main())
