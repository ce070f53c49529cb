"""Many devices in a room: streams that are read as browsers read them, and when a change came to each."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

TOKEN = "c" * 32  # of the form and of its cookie


@dataclass
class Device:
    """One open stream. `seen` says when each text first came."""

    port: int
    address: str
    waited_for: dict[str, float] = field(default_factory=dict)
    is_open: bool = False

    async def read(self) -> None:
        """Until it is cancelled."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(f"GET {self.address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            while line := await reader.readline():
                if b"resync" in line:
                    self.is_open = True
                self._note(line.decode())
        finally:
            writer.close()

    def _note(self, line: str) -> None:
        for text, at in self.waited_for.items():
            if not at and text in line:
                self.waited_for[text] = time.perf_counter()


@dataclass
class Room:
    """One meeting, its devices, and the session that steers it."""

    meeting: Any
    cookie: str
    devices: list[Device]


def furnish(review: Any, facilitator: Any, *, rooms: int, devices: int, port: int, cookie: str) -> list[Room]:
    """Meetings whose rooms are open, with a guest for each device."""
    from django.urls import reverse

    from postmortems.meeting.models import Agenda, Meeting
    from postmortems.meeting.preparing import invite_guest
    from postmortems.meeting.steering import start
    from postmortems.shared import clock

    made = []
    for _ in range(rooms):
        meeting = Meeting.objects.create(starts_at=clock.now(), made_at=clock.now(), facilitator=facilitator)
        Agenda.objects.create(meeting=meeting, review=review)
        start(meeting=meeting, actor=facilitator)
        keys = [invite_guest(meeting=meeting, name=f"Guest {n}", actor=facilitator)[1] for n in range(devices)]
        made.append(Room(meeting, cookie, [Device(port, reverse("live-seat", args=[key])) for key in keys]))
    return made


async def post(port: int, address: str, cookie: str, body: str) -> int:
    """What a browser sends when a button is pressed; the status of the answer."""
    from django.conf import settings

    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = (
        f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nHX-Request: true\r\n"
        f"Cookie: {cookie}; {settings.CSRF_COOKIE_NAME}={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write((head + body).encode())
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1])
