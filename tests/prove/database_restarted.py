"""PostgreSQL stopped at once and started again while mail goes out (RELIABILITY.md section 3): senders connect again by
themselves, nothing is lost.
"""

import random
import signal
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from postmortems.embedded.cluster import Cluster
from tests.prove.deliveries import (
    POLLER,
    WORKER,
    Crew,
    Sink,
    _await,
    _count,
    end_leases_when_idle,
    fill,
    judge,
    listening,
    serving_database,
)

NAME = "PostgreSQL restarted while mail goes out"
GOAL = "0 lost; at most 1 more copy a restart and sender; mail goes on within 10 s, by the same processes"
SENDERS = (WORKER, POLLER)


def run(quick: bool) -> tuple[str, bool]:
    mails, restarts = (30, 1) if quick else (400, 10)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="second-story-prove-")))
        cluster, environ = stack.enter_context(serving_database(folder, settings={}))
        fill(environ, mails)
        messages, sink, rng = _count(environ, "waiting"), Sink(random.Random(3), (0.02, 0.08)), random.Random(10)
        environ |= {"SMTP_URL": f"smtp://127.0.0.1:{stack.enter_context(listening(sink))}"}
        crew = stack.enter_context(Crew(environ, list(SENDERS)))
        recoveries = []
        for number in range(restarts):
            goal = mails * number // (restarts + 1) + rng.randint(1, 4)
            _await(lambda goal=goal: sink.has(goal), within=120)  # type: ignore[misc]
            recoveries.append(_restart(cluster, sink))
        end_leases_when_idle(environ, sink, within=240)
        _await(lambda: _count(environ, "waiting") == 0, within=60)
        died = sum(process.poll() is not None for process in crew.running)
        outcome = judge(environ, sink, mails, messages, restarts)
    slowest = max(recoveries)
    figure = f"{outcome.messages} messages, {restarts} restarts: {outcome.lost} lost, {outcome.extra} more copies, "
    figure += f"on again after {slowest:.1f} s at most, {died} processes died"
    is_whole = outcome.lost == outcome.renamed == outcome.changed == died == 0
    return figure, is_whole and outcome.extra <= restarts * len(SENDERS) and slowest <= 10


def _restart(cluster: Cluster, sink: Sink) -> float:
    """As `pg_ctl -m immediate restart` does it; seconds from its answering again to the next mail."""
    assert cluster.server is not None
    cluster.server.send_signal(signal.SIGQUIT)
    cluster.server.wait()
    cluster.server = None
    cluster.start()
    back, before = time.monotonic(), len(sink.taken)
    _await(lambda: len(sink.taken) > before, within=90)
    return time.monotonic() - back
