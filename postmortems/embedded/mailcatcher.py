"""A mail server that delivers to nobody: every message becomes one file in DATA_DIR/mail, in order of arrival.

`python -m postmortems.embedded.mailcatcher` listens on 127.0.0.1:MAIL_CATCHER_PORT until SIGTERM.
"""

import asyncio
import os
import secrets
import signal
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


class Catcher:
    """Writes what it is given; its 250 means that the message is on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        store(self.folder, envelope)
        return "250 Kept"


def store(folder: Path, envelope: Envelope) -> Path:
    """One whole .eml file, or none. Like a real mailbox, it begins with who sent it and who gets it."""
    name = f"{time.time_ns():020d}-{secrets.token_hex(4)}.eml"
    fresh = folder / f".{name}"
    trace = [f"Return-Path: <{envelope.mail_from}>", *(f"Delivered-To: {address}" for address in envelope.rcpt_tos)]
    with fresh.open("wb") as file:
        file.write("".join(f"{line}\r\n" for line in trace).encode())
        file.write(envelope.original_content or b"")
        file.flush()
        os.fsync(file.fileno())
    return fresh.rename(folder / name)


async def catch(folder: Path, port: int) -> None:
    """Serve until SIGTERM or SIGINT."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    catcher = Catcher(folder)
    server = await loop.create_server(lambda: SMTP(catcher, enable_SMTPUTF8=True, loop=loop), "127.0.0.1", port)
    await stop.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(catch(Path(os.environ["DATA_DIR"]) / "mail", int(os.environ["MAIL_CATCHER_PORT"])))
