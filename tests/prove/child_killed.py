"""The worker and the children of its pool killed while they send (RELIABILITY.md section 1): a task that died with its
process is not run again, and need not be.
"""

import random
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psutil

from postmortems.embedded import programs
from postmortems.embedded.readiness import free_port
from tests.prove.deliveries import Crew, application, fill, under_fire
from tests.prove.many_clocks import BEAT

NAME = "worker or a child of its pool killed while mail goes out"
GOAL = "0 lost; at most 1 more copy a kill, under the same Message-ID"


class Pool(Crew):
    """A worker with a pool of two, and a beat that looks every second. Mostly a child is killed, sometimes all."""

    def kill_one(self, rng: random.Random) -> None:
        worker = self.running[0]
        children = psutil.Process(worker.pid).children() if worker.poll() is None else []
        if children and rng.random() < 0.7:
            rng.choice(children).kill()
        else:
            self.kill(0)


def run(quick: bool) -> tuple[str, bool]:
    program = shutil.which("redis-server")
    if program is None:
        return "LEFT OUT: no redis-server", False
    mails, kills = (20, 2) if quick else (300, 20)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="second-story-prove-")))
        environ, port = stack.enter_context(application(folder)), free_port()
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        redis = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        stack.callback(redis.kill)
        environ |= {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
        fill(environ, mails)
        commands = [programs.worker(with_redis=True), [*BEAT, "-s", str(folder / "beat")]]
        outcome = under_fire(environ, kills=kills, programs=commands, patience=240, crew_of=Pool, hurries=quick)
    return str(outcome), outcome.is_good
