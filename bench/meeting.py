"""Bar 12: a live meeting. 200 devices in one room, and 20 rooms of 10, on this machine.

The time runs from the moment that a button of the cockpit is sent until the change is read on a device. Pages are
served by the image's own command beside the one process that holds the streams, as in production.
"""

import asyncio
import statistics
import time
from html import escape
from itertools import cycle, islice

import psutil

from bench._ground import world
from bench._look import median
from bench._room import Device, Room, furnish, post
from bench.serving import _ours, serving, session_of

SAVES, PATIENCE = 40, 5.0  # changes; seconds after which a change counts as lost
OPEN_WITHIN = 60.0  # seconds until every device has its stream
LIVE = ["uvicorn", "postmortems.asgi:application", "--host", "127.0.0.1", "--port", "8000", "--log-level", "error"]
LIVE += ["--timeout-graceful-shutdown", "2"]
PAGE, LOOKS = "/services/", 40


def rows() -> list[tuple[str, str, str]]:
    here = world()
    cookie = session_of(here.reader)
    with serving(LIVE) as (live, process), serving(_ours()) as (pages, _server):
        idle = median(pages, PAGE, cookie, times=LOOKS)
        one = furnish(here.short, here.reader, rooms=1, devices=200, port=live, cookie=cookie)
        room = asyncio.run(_measure(one, pages, process))
        many = furnish(here.short, here.reader, rooms=20, devices=10, port=live, cookie=cookie)
        rooms = asyncio.run(_measure(many, pages, process))
    return [
        ("12 from a button to 200 devices in one room, p95", f"{room.p95:.0f} ms", "<= 300 ms"),
        ("12 of these changes, lost on a device", f"{room.lost}", "0"),
        ("12 memory of a connection", f"{room.memory / 1024:.0f} KB", "<= 100 KB"),
        ("12 from a button to its room of 10, 20 rooms at once, p95", f"{rooms.p95:.0f} ms", "<= 300 ms"),
        ("12 of these changes, lost on a device", f"{rooms.lost}", "0"),
        ("12 another page while a room is live, beside idle", f"{room.page / idle:.2f}x", "<= 1.2x"),
    ]


class Figures:
    """What one run gave: milliseconds of every change on every device, bytes a connection, seconds of another page."""

    def __init__(self, taken: list[float], lost: int, memory: float, page: float) -> None:
        self.p95 = statistics.quantiles(taken, n=20)[-1] * 1000
        self.lost, self.memory, self.page = lost, memory, page


async def _measure(rooms: list[Room], pages: int, process: psutil.Process) -> Figures:
    devices = [device for room in rooms for device in room.devices]
    before = process.memory_info().rss
    reading = [asyncio.create_task(device.read()) for device in devices]
    async with asyncio.timeout(OPEN_WITHIN):
        while not all(device.is_open for device in devices):
            await asyncio.sleep(0.05)
    memory = (process.memory_info().rss - before) / len(devices)
    looking = asyncio.create_task(asyncio.to_thread(median, pages, PAGE, rooms[0].cookie, times=LOOKS))
    taken, lost = [], 0
    for room, question in zip(islice(cycle(rooms), SAVES), islice(cycle(_questions()), SAVES), strict=True):
        times = await _save(room, pages, question)
        taken += [at for at in times if at is not None]
        lost += times.count(None)
    page = await looking
    for task in reading:
        task.cancel()
    await asyncio.gather(*reading, return_exceptions=True)
    return Figures(taken, lost, memory, page)


def _questions() -> list[tuple[str, str]]:
    """Slug and words of the deck: each change brings other words to the screens."""
    from postmortems.meeting.deck import questions

    return [(one.slug, escape(str(one.words), quote=True)) for one in questions()]


async def _save(room: Room, pages: int, question: tuple[str, str]) -> list[float | None]:
    """Seconds from the button to each device of the room; None where it did not come."""
    slug, words = question
    for device in room.devices:
        device.waited_for = {words: 0.0}
    began = time.perf_counter()
    status = await post(pages, f"/meetings/{room.meeting.pk}/cockpit/", room.cookie, f"ask={slug}")
    assert status == 200, status
    while time.perf_counter() - began < PATIENCE and not all(_came(device) for device in room.devices):
        await asyncio.sleep(0.005)
    return [at - began if (at := _came(device)) else None for device in room.devices]


def _came(device: Device) -> float:
    return next(iter(device.waited_for.values()))
