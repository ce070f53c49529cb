"""Where requests of ours may lead, and how long they may take."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from postmortems.shared import outward
from postmortems.shared.outward import NoAnswer, NotThere, door_to, is_open, post

NEAR = [ipaddress.ip_network("127.0.0.0/8")]


@pytest.mark.parametrize(
    ("address", "is_on_the_internet"),
    [
        ("1.1.1.1", True), ("2606:4700::1111", True), ("::ffff:1.1.1.1", True), ("64:ff9b::101:101", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("0.0.0.0", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("::", False), ("fe80::1", False), ("fc00::1", False), ("fec0::1", False), ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("2001:0:1::", False),
    ],
)  # fmt: skip
def test_only_the_open_internet_is_open(address, is_on_the_internet):
    assert is_open(ipaddress.ip_address(address)) is is_on_the_internet


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://1.1.1.1/", "no web address"), ("https://", "no web address"), ("https://a:99999/", "no web address"),
        ("https://user:word@1.1.1.1/", "no web address"), ("http://1.1.1.1/", "not encrypted"),
        ("https://127.0.0.1/", "a private address"), ("https://localhost/", "a private address"),
        ("https://0x7f000001/", "a private address"), ("https://2130706433/", "a private address"),
        ("https://[::ffff:10.0.0.1]/", "a private address"), ("http://169.254.169.254/meta", "a private address"),
    ],
)  # fmt: skip
def test_other_doors_stay_shut(url, why):
    with pytest.raises(NotThere, match=why):
        door_to(url)


def test_a_name_that_says_something_else_afterwards_gains_nothing(monkeypatch):
    """Its one lookup decides, and every address that it gives has to be open."""
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("1.1.1.1", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: both)
    with pytest.raises(NotThere):
        door_to("https://rebinding.example.org/")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: both[:1])
    door = door_to("https://rebinding.example.org/")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: both[1:])
    assert door.machine == "1.1.1.1"


def test_a_server_that_drips_does_not_hold_us(monkeypatch):
    monkeypatch.setattr(outward, "WHOLE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"

        def drip() -> None:
            connection, _from = server.accept()
            with connection:
                for sign in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 10_000:
                    try:
                        connection.send(bytes([sign]))
                    except OSError:
                        return
                    stop.wait(0.01)

        stop = threading.Event()
        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        with pytest.raises(NoAnswer):
            post(door_to(url, near=NEAR), b"{}", {})
        stop.set()
        thread.join(timeout=5)


@pytest.fixture
def own_certificate(tmp_path):
    """A key, and a certificate for `localhost` that nobody signed but itself."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + dt.timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    signed = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
    kept = tmp_path / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    kept.write_bytes(private + signed.public_bytes(Encoding.PEM))
    return kept


@contextmanager
def serving(answer, certificate=None):
    """A server that answers every request so; the port, and what was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            status, headers = answer
            self.send_response(status)
            for name, value in {**headers, "Content-Length": "0"}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args):
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            """A handshake that the other side broke off."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_certificate_that_nobody_vouches_for_gets_no_word(own_certificate, monkeypatch):
    with serving((200, {}), own_certificate) as (port, asked):
        door = door_to(f"https://localhost:{port}/hook", near=NEAR)
        with pytest.raises(NoAnswer, match="no certificate that fits"):
            post(door, b"words", {})
        assert asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(own_certificate))  # somebody vouches for it now
        assert post(door, b"words", {}) == 200
        with pytest.raises(NoAnswer, match="no certificate that fits"):
            post(door_to(f"https://127.0.0.1:{port}/hook", near=NEAR), b"words", {})  # it is for another name
    assert asked == ["/hook"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_where_an_answer_leads_nobody_follows(status):
    with serving((200, {})) as (other, asked_there), serving((status, {"Location": f"http://127.0.0.1:{other}/"})) as (
        port, asked
    ):  # fmt: skip
        assert post(door_to(f"http://127.0.0.1:{port}/hook", near=NEAR), b"words", {}) == status
    assert (asked, asked_there) == (["/hook"], [])
