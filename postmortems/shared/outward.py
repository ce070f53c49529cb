"""Asking another server for something, at an address that somebody typed: only where it may lead, and never for long.

The name is looked up once, every address that it has is checked, and the connection goes to the one that was checked:
a name that says something else a moment later (DNS rebinding) gains nothing. Redirects are not followed.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
TIMEOUT = 5.0  # seconds for one step
WHOLE = 10.0  # seconds for all of it: a server that drips does not hold us
LARGEST = 64_000  # bytes of an answer that are read
# Addresses that carry another one inside, which then decides.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class NotThere(Exception):
    """An address that we do not ask. The message says why, in one word or two."""


class NoAnswer(Exception):
    """The other side could not be reached, or did not answer in time. The message is a word, never what was said."""


@dataclass(frozen=True)
class Door:
    """Where a request goes: the parts of its address, and the one address of a machine that was checked."""

    parts: SplitResult
    machine: str
    port: int


def door_to(url: str, *, near: Iterable[Network] = ()) -> Door:
    """The way to this address. Machines that are not on the open internet are asked only in the networks that are
    `near`, and only there without encryption. Raises NotThere, and NoAnswer for a name that nobody knows.
    """
    near = tuple(near)
    parts = urlsplit(url)
    port = _port(parts)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise NotThere("no web address")
    found = _machines(parts.hostname, port)
    if not all(is_open(one) or _is_near(one, near) for one in found):
        raise NotThere("a private address")
    if parts.scheme == "http" and not all(_is_near(one, near) for one in found):
        raise NotThere("not encrypted")
    return Door(parts, str(found[0]), port)


def post(door: Door, body: bytes, headers: Mapping[str, str]) -> int:
    """Send the body; the status of the answer. Raises NoAnswer."""
    connection = _Connection(door)
    end = threading.Timer(WHOLE, connection.cut)
    end.daemon = True
    end.start()
    try:
        path = (door.parts.path or "/") + (f"?{door.parts.query}" if door.parts.query else "")
        connection.request("POST", path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        answer.read(LARGEST)
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(_word_for(error)) from None
    finally:
        end.cancel()
        connection.close()
    if connection.was_cut:  # what came until then looks like a whole answer
        raise NoAnswer("no answer in time")
    return answer.status


def is_open(address: Address) -> bool:
    """Whether it is a machine on the open internet, whatever the address wraps."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_open(inner)
        if address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast


def _is_near(address: Address, near: tuple[Network, ...]) -> bool:
    return any(address in network for network in near if network.version == address.version)


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise NotThere("no web address") from None


def _machines(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoAnswer("unknown name") from None
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def _word_for(error: Exception) -> str:
    """What went wrong, in words of ours: what the other side said stays over there."""
    if isinstance(error, ConnectionRefusedError):
        return "nobody listens there"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return "no certificate that fits" if isinstance(error, ssl.SSLCertVerificationError) else "the connection broke"


class _Connection(http.client.HTTPConnection):
    """A connection to the machine that was checked, under the name that was asked for."""

    def __init__(self, door: Door) -> None:
        super().__init__(str(door.parts.hostname), door.port, timeout=TIMEOUT)
        self._door = door
        self.was_cut = False

    def connect(self) -> None:
        self.sock = socket.create_connection((self._door.machine, self._door.port), timeout=TIMEOUT)
        if self._door.parts.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self._door.parts.hostname)

    def cut(self) -> None:
        """End it from another thread: whoever waits for a byte waits no more."""
        self.was_cut = True
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)
