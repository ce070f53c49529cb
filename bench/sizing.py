"""What a server has to have for 1, 10 and 100 teams: memory and database sessions of each process of docker-compose.yml
at work, and what a year takes on disk.

Each runs by the command that stands there, on this machine, over rows of the crowd. Memory is what processes have for
themselves (USS). What is assumed of people stands in the names below; it is printed with the figures.
"""

import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from math import ceil
from pathlib import Path
from typing import Any

import psutil

from bench._bars import KB
from bench._ground import World, world
from bench._look import median
from bench._room import Device, furnish
from bench.crowd.size import Size
from bench.serving import PROJECT, _rate, serving, session_of
from tests.faults.running import unused_port
from tests.prove.compose import Place, command_of

ALONE = True
TEAMS, PEOPLE, REVIEWS = (1, 10, 100), 20, 80  # people of a team, and its reviews of a year, as many as the crowd has
OPEN = 5  # one in so many people has a page open
ASKED, HOURS, BUSY = 60, 8, 4  # pages a day each, in so many hours, so many times as fast in the busiest minute
MEASURED = Size(0.01)  # a thousand reviews, to know what one takes on disk
PAGES, LOOKS = ("/", "/reviews/", "/actions/", "/library/?words=checkout", "/insights/all/"), 30
BESIDE = ("worker", "beat", "outbox")
SETTLED = 20.0  # seconds: beat and the worker have met
DISK = "SELECT pg_database_size(current_database())"
BUFFERS = "SELECT setting::bigint * 8192 FROM pg_settings WHERE name = 'shared_buffers'"
SESSIONS = """
SELECT count(*) FROM pg_stat_activity
WHERE backend_type = 'client backend' AND datname IS NOT NULL AND pid <> pg_backend_pid()
"""
Row = tuple[str, str, str]


def rows(**_of_great: Any) -> Iterator[Row]:
    here = world()
    each = _disk_of_a_review()
    yield ("   disk of a review, in the database", f"{each / KB:.0f} KB", "")
    cookie = session_of(here.reader)
    place = Place(Path(os.environ["DATA_DIR"]), web=8000, live=8000)
    with ExitStack() as stack:
        queue = stack.enter_context(_redis())
        port, web = stack.enter_context(serving(command_of("web", place), CONN_MAX_AGE="300", **queue))
        live = stack.enter_context(serving(command_of("live", place), CONN_MAX_AGE="0", **queue))
        others = {name: stack.enter_context(_running(command_of(name, place), queue)) for name in BESIDE}
        for page in PAGES:
            median(port, page, cookie, times=LOOKS)
        time.sleep(SETTLED)
        rate = _rate((port, web), "/reviews/", cookie)
        yield ("   pages a second, the list of reviews", f"{rate:.0f}", "")
        programs = {"web": web, "live": live[1], "PostgreSQL": _postgresql()} | others
        for name, process in programs.items():
            yield (f"   memory of {name}", f"{_used(process) / KB**2:.0f} MB in {len(_family(process))} processes", "")
        yield ("   database sessions of all of them", str(_asked(SESSIONS)), "<= 100, as PostgreSQL comes")
        for teams in TEAMS:
            yield _row(teams, here, live, programs, rate=rate, each=each)


def _row(teams: int, here: World, live: tuple[int, psutil.Process], programs: Any, *, rate: float, each: float) -> Row:
    """One place: its open pages are held open while memory is read; more web workers are reckoned where the busiest
    minute asks for more than these gave.
    """
    people = teams * PEOPLE
    streams = people // OPEN
    peak = people * ASKED / HOURS / 3600 * BUSY
    workers = len(_family(programs["web"])) - 1
    wanted = max(workers, ceil(peak / rate * workers))
    memory = asyncio.run(_while_open(here, streams, live[0], programs)) + _asked(BUFFERS)
    memory += (wanted - workers) * _used(programs["web"]) / (workers + 1)
    sessions = _asked(SESSIONS) + wanted - workers
    figure = (
        f"{streams} open pages, {peak:.1f} pages a second, {wanted} web workers, {memory / KB**2:.0f} MB, "
        f"{sessions} sessions, {teams * REVIEWS * each / KB**3:.2f} GB a year"
    )
    return (f"   {teams} teams, {people} people", figure, "")


async def _while_open(here: World, streams: int, port: int, programs: dict[str, psutil.Process]) -> int:
    """Bytes that all processes have for themselves while so many pages are open."""
    rooms = await asyncio.to_thread(_rooms, here, streams, port)
    devices: list[Device] = [device for room in rooms for device in room.devices]
    reading = [asyncio.create_task(device.read()) for device in devices]
    while not all(device.is_open for device in devices):
        await asyncio.sleep(0.05)
    used = sum(_used(process) for process in programs.values())
    for task in reading:
        task.cancel()
    await asyncio.gather(*reading, return_exceptions=True)
    return used


def _rooms(here: World, streams: int, port: int) -> list[Any]:
    from django.db import connection

    rooms = furnish(here.short, here.reader, rooms=1, devices=streams, port=port, cookie="")
    connection.close()
    return rooms


def _disk_of_a_review() -> float:
    """Bytes in the database, indexes and search included."""
    from bench.crowd.filling import choosing, let_in, write_down

    with choosing(MEASURED):
        let_in(MEASURED)
        before = _asked(DISK)
        write_down(MEASURED, first=1, last=MEASURED.reviews)
    return (_asked(DISK) - before) / MEASURED.reviews


@contextmanager
def _redis() -> Iterator[dict[str, str]]:
    """A broker as in production where the machine has one, else the folder of a demonstration."""
    if shutil.which("redis-server") is None:
        yield {}
        return
    port = str(unused_port())
    with _running(["redis-server", "--port", port, "--save", ""], {}):
        yield {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}


@contextmanager
def _running(words: list[str], more: dict[str, str]) -> Iterator[psutil.Process]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "CONN_MAX_AGE": "0"} | more
    unheard = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(words, cwd=PROJECT, env=environment, **unheard) as one:
        try:
            yield psutil.Process(one.pid)
        finally:
            one.terminate()


def _postgresql() -> psutil.Process:
    """The server that our own session belongs to."""
    server = psutil.Process(_asked("SELECT pg_backend_pid()")).parent()
    assert server is not None
    return server


def _family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def _used(process: psutil.Process) -> int:
    """Bytes that the process and its children have for themselves."""
    return sum(one.memory_full_info().uss for one in _family(process))


def _asked(statement: str) -> int:
    from bench.crowd.filling import ask

    [(number,)] = ask(statement)
    return int(number)
