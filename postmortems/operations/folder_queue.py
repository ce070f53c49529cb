"""kombu's queue in a folder, but a message appears whole: readers of the original can take a file that is still empty.

The embedded default only; where `REDIS_URL` is set, Redis is the broker.
"""

import uuid
from pathlib import Path
from time import monotonic_ns
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils import json

SCHEME = "folder"


class Channel(filesystem.Channel):
    """Writes under a name that nobody looks for, then renames."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: object) -> None:  # type: ignore[override]
        encoded: str = json.dumps(payload)  # type: ignore[no-untyped-call]
        folder, unique = Path(self.data_folder_out), uuid.uuid4()
        written = folder / f"{unique}.part"
        written.write_bytes(encoded.encode())
        written.rename(folder / f"{monotonic_ns() // 1_000_000}_{unique}.{queue}.msg")


class Transport(filesystem.Transport):
    Channel = Channel
    # As in the original, all connections of a process share what they know of queues.
    global_state = filesystem.Transport.global_state


def register() -> None:
    """Let a broker's address begin with folder://."""
    TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
