"""Whether the web server answers."""

import http.client
import socket
import time
from collections.abc import Callable

from postmortems.embedded.problems import CannotStart

PATIENCE = 60.0  # seconds


def await_ready(port: int, meanwhile: Callable[[], None]) -> None:
    """Come back when /healthz answers 200. `meanwhile` is called between two looks and may raise."""
    deadline = time.monotonic() + PATIENCE
    while not is_ready(port):
        meanwhile()
        if time.monotonic() > deadline:
            raise CannotStart(f"The web server does not answer after {PATIENCE:.0f} s; what went wrong stands above.")
        time.sleep(0.05)


def is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
