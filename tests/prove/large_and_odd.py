"""What is too large, or not what it says: the right answer in two seconds, and the memory of the server stays where it
was. The server is a whole one, as `make run` starts it (RELIABILITY.md, bar 24). In the same run a planted reader that
keeps all that it is sent has to be noticed.
"""

import http.client
import io
import re
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from PIL import Image

from postmortems.demo.accounts import PASSWORD
from tests.attachments.bombs import png_that_claims
from tests.faults.running import Run, running
from tests.prove._scanning import beside
from tests.prove.many_writers import REVIEW, SECTION, Writer

NAME = "2 GB, 900 and 144 megapixels, SVG, polyglot, 10,000 lines, 200 kB of ["
QUICK = False  # minutes, also when small
GOAL = "the right answer, < 2 s each, memory rise < 50 MB; the planted reader noticed"
FILES, INTAKE = f"{REVIEW}files/", f"{REVIEW}intake/"
SLOWEST, MOST_RISE = 2.0, 50
GIGABYTES = 2 * 1024**3
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HIDDEN = b"<script>alert('hidden')</script>"


@dataclass
class Case:
    """One thing that is sent, and what is right about the answer: (status, page) -> whether."""

    name: str
    send: Callable[[], tuple[int, str]]
    is_right: Callable[[int, str], bool]


def run(quick: bool) -> tuple[str, bool]:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "data") as server:
        server.await_ready()
        writer = Writer(0, "priya.raman", server.port)
        writer.post("/accounts/login/", login="priya.raman@example.org", password=PASSWORD)
        writer.get(REVIEW)
        writer.post("/preview/", shows="words", words="warm")
        wrong, slowest = [], 0.0
        with watched(server.pid_of("web")) as memory:
            for case in cases(writer, GIGABYTES // 16 if quick else GIGABYTES):
                began = time.monotonic()
                status, page = case.send()
                slowest = max(slowest, time.monotonic() - began)
                wrong += [] if case.is_right(status, page) else [f"{case.name}: {status}"]
        eaten = eaten_by_a_planted_reader(server)
    for one in wrong:
        print(one)
    rise = memory.rise / 1024**2
    figure = f"{len(wrong)} wrong, slowest {slowest:.1f} s, memory +{rise:.0f} MB; the planted reader +{eaten:.0f} MB"
    in_time = quick or slowest < SLOWEST  # a small version runs beside other things: its seconds are only shown
    return figure, not wrong and in_time and rise < MOST_RISE < eaten


def eaten_by_a_planted_reader(server: Run) -> float:
    """Megabytes by which a process grows whose reader keeps a body of 90 MB; measured as the others are."""
    with beside(server) as (base, process), watched(process) as memory:
        request = urllib.request.Request(f"{base}/reviews/planted/files/", data=b"x" * 90_000_000)
        request.add_header("Content-Type", "application/octet-stream")
        with urllib.request.urlopen(request, timeout=120) as answer:
            assert answer.read() == b"90000000 characters"
    return memory.rise / 1024**2


def cases(writer: Writer, size: int) -> list[Case]:
    lines = "\n".join(f"[10:{n // 60 % 60:02}:{n % 60:02}] ana: line {n}" for n in range(10_000))
    bombs = {mega: png_that_claims(side, side) for mega, side in ((900, 30_000), (144, 12_000))}
    text, version = writer.read()
    over = str(int(version) + 1)
    return [
        Case("2 GB that says so", lambda: declared(writer, GIGABYTES), lambda status, _page: status == 413),
        Case("2 GB that does not say so", lambda: streamed(writer, size), _cut_off),
        Case("900 MPx", lambda: upload(writer, bombs[900]), _too_many_pixels),
        Case("144 MPx", lambda: upload(writer, bombs[144]), _too_many_pixels),
        Case("SVG", lambda: upload(writer, SVG, "graph.svg"), _to_save),
        Case("polyglot", lambda: upload(writer, polyglot()), lambda _status, page: not kept_script(writer, page)),
        Case("10,000 lines", lambda: writer.post(INTAKE, text=lines, form_key=str(uuid.uuid4())), _fine),
        Case("200 kB of [", lambda: writer.post(SECTION, body="[" * 200_000, base_version=version), _fine),
        Case("and back", lambda: writer.post(SECTION, body=text, base_version=over), _fine),
    ]


def _cut_off(status: int, _page: str) -> bool:
    """Refused, or the connection ended in the middle."""
    return status in (0, 400, 413)


def _to_save(status: int, page: str) -> bool:
    return status == 200 and "download>graph.svg" in page


def _fine(status: int, _page: str) -> bool:
    return status == 200


def _too_many_pixels(status: int, page: str) -> bool:
    return status == 422 and "million pixels" in page


def polyglot() -> bytes:
    """A picture that is a page with a script as well: behind its end, and in a comment."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "JPEG", comment=HIDDEN)
    return file.getvalue() + HIDDEN


def kept_script(writer: Writer, page: str) -> bool:
    """Whether the picture that the page shows last still carries the script."""
    number = max(int(pk) for pk in re.findall(rf"{FILES}(\d+)/small/", page))
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(writer.cookies))
    with opener.open(f"http://localhost:{writer.port}{FILES}{number}/") as answer:
        return HIDDEN in answer.read()


def upload(writer: Writer, data: bytes, name: str = "graph.png") -> tuple[int, str]:
    """The file as the form of the page sends it."""
    edge = uuid.uuid4().hex
    said = {"csrfmiddlewaretoken": writer.token, "form_key": str(uuid.uuid4()), "alt": "A graph"}
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{said[key]}\r\n' for key in said]
    parts += [f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n']
    body = "".join(parts).encode() + data + f"\r\n--{edge}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
    request = urllib.request.Request(f"http://localhost:{writer.port}{FILES}", data=body, headers=kind)
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(writer.cookies))
    try:
        with opener.open(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def declared(writer: Writer, size: int) -> tuple[int, str]:
    """A body that says how large it is, and is not even begun."""
    connection = http.client.HTTPConnection("localhost", writer.port, timeout=60)
    connection.putrequest("POST", FILES)
    connection.putheader("Content-Length", str(size))
    connection.putheader("Cookie", cookies_of(writer))
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def streamed(writer: Writer, size: int) -> tuple[int, str]:
    """A body in pieces that never says how large it is; 0 where the server hung up in the middle."""
    connection = http.client.HTTPConnection("localhost", writer.port, timeout=60)
    connection.putrequest("POST", FILES)
    connection.putheader("Transfer-Encoding", "chunked")
    connection.putheader("Content-Type", "multipart/form-data; boundary=edge")
    connection.putheader("Cookie", cookies_of(writer))
    connection.endheaders()
    piece = b"x" * 2**20
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="core.bin"\r\n\r\n'
    try:
        for part in (head, *(piece for _ in range(size // len(piece)))):
            connection.send(b"%x\r\n%s\r\n" % (len(part), part))
        return connection.getresponse().status, ""
    except OSError:
        return 0, ""


def cookies_of(writer: Writer) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in writer.cookies)


@dataclass
class Memory:
    """What the web process held before, and the most that it held since; in bytes."""

    process: psutil.Process
    before: int = 0
    most: int = 0
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def rise(self) -> int:
        return self.most - self.before

    def watch(self) -> None:
        while not self.done.wait(0.02):
            self.most = max(self.most, self.process.memory_info().rss)


@contextmanager
def watched(pid: int | None) -> Iterator[Memory]:
    """The memory of the process that answers, while the block runs."""
    process = psutil.Process(pid)
    memory = Memory(process, before=process.memory_info().rss)
    memory.most = memory.before
    looking = threading.Thread(target=memory.watch)
    looking.start()
    try:
        yield memory
    finally:
        memory.done.set()
        looking.join()
