"""docker-compose.yml without Docker: each service of ours is run by the very command that stands there, with production
settings, on a PostgreSQL and a Redis of its own, behind a real Caddy with the Caddyfile of the repository.

What is not proved here: that the image builds, and what the containers' walls allow.
"""

import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

import yaml

from postmortems.embedded.cluster import THROWN_AWAY, Cluster
from postmortems.embedded.environment import database_urls
from tests.faults.running import PROJECT, unused_port
from tests.processes import wait_until

NAME = "the services of docker-compose.yml by their own commands, behind Caddy"
GOAL = "sign-in, page, stream, static file, ready; all end on SIGTERM"
OURS = ("web", "live", "worker", "beat", "outbox")
EMAIL, PASSWORD = "first@example.org", "a-quiet-harbour-7"


def run(quick: bool) -> tuple[str, bool | None]:
    if told := missing():
        return told, None
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place = Place(Path(folder))
        place.environment = production(place, stack)
        finish(place, ["manage.py", "collectstatic", "--no-input", "-v", "0"])
        finish(place, services()["migrate"]["command"][1:])
        finish(place, ["manage.py", "createsuperuser", "--no-input", "--email", EMAIL, "--display_name", "First"])
        started = {name: stack.enter_context(running(place, name, command_of(name, place))) for name in OURS}
        stack.enter_context(running(place, "caddy", caddy(place)))
        seen = walk(Browser(place), quick=quick)
        ended = [end(process) for process in started.values()]
    return f"{', '.join(seen)}; {sum(ended)} of {len(ended)} ended", all(ended) and len(seen) == (4 if quick else 5)


def missing() -> str:
    """What this machine lacks, as the table says it; Debian has both as packages."""
    programs = [name for name in ("caddy", "redis-server") if shutil.which(name) is None]
    return f"{' and '.join(programs)} not installed (apt-get install)" if programs else ""


@dataclass
class Place:
    """Where this installation lives, and the ports that stand for the containers' names."""

    folder: Path
    web: int = field(default_factory=unused_port)
    live: int = field(default_factory=unused_port)
    http: int = field(default_factory=unused_port)
    https: int = field(default_factory=unused_port)
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"https://localhost:{self.https}"


def services() -> dict[str, dict]:
    return yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]


def production(place: Place, stack: ExitStack) -> dict[str, str]:
    """The environment that the file gives to our services, with servers of this machine in place of the containers."""
    cluster = Cluster(place.folder, settings=THROWN_AWAY)
    cluster.start()
    stack.callback(cluster.stop)
    redis, mail = unused_port(), unused_port()
    given = {name: str(value) for name, value in services()["web"]["environment"].items()}
    here = database_urls(cluster) | {
        "BASE_URL": place.address,
        "SECRET_KEY": "k" * 64,
        "REDIS_URL": f"redis://127.0.0.1:{redis}/0",
        "SMTP_URL": f"smtp://127.0.0.1:{mail}",
        "MAIL_FROM": "",
    }
    assert not {name for name, value in given.items() if "$" in value or "@postgres" in value} - here.keys()
    own = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(place.folder)}
    environment = own | given | here | {"STATIC_ROOT": str(place.folder / "static"), "DATA_DIR": str(place.folder)}
    environment |= {"MAIL_CATCHER_PORT": str(mail), "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    place.environment = environment
    stack.enter_context(running(place, "redis", ["redis-server", "--port", str(redis), "--save", ""]))
    stack.enter_context(running(place, "catcher", [sys.executable, "-m", "postmortems.embedded.mailcatcher"]))
    return environment


def command_of(name: str, place: Place) -> list[str]:
    """The service's command, or the image's where it has none, listening on this machine's port for it."""
    image = re.search(r"^CMD (\[.+\])$", (PROJECT / "Dockerfile").read_text(), re.MULTILINE)
    assert image is not None
    words = services()[name].get("command") or json.loads(image[1])
    port = str(place.live if name == "live" else place.web)
    return [
        re.sub(r"^(0\.0\.0\.0:)?8000$", rf"\g<1>{port}", word).replace("/tmp/", f"{place.folder}/") for word in words
    ]


def caddy(place: Place, **several: str) -> list[str]:
    """Caddy with our file; the addresses of the containers and the ports are this machine's. `several`: WEB and LIVE,
    where more than one serves.
    """
    ours = (PROJECT / "docker" / "Caddyfile").read_text()
    # As the name of a container, this address is no host that the pages answer to.
    place.environment |= {"WEB": f"127.0.0.2:{place.web}", "LIVE": f"127.0.0.2:{place.live}"} | several
    machine = f"http_port {place.http}\n https_port {place.https}\n admin off\n skip_install_trust\n"
    (place.folder / "Caddyfile").write_text(f"{{\n {machine} storage file_system {place.folder}/caddy\n}}\n{ours}")
    place.environment["SITE"] = "localhost"
    return ["caddy", "run", "--config", str(place.folder / "Caddyfile"), "--adapter", "caddyfile"]


def finish(place: Place, words: list[str]) -> None:
    """Run a command that ends by itself."""
    subprocess.run([sys.executable, *words], cwd=PROJECT, env=place.environment, check=True, capture_output=True)


@contextmanager
def running(place: Place, name: str, command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    with (place.folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=PROJECT, env=place.environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def end(process: subprocess.Popen[bytes]) -> bool:
    """Whether it ends cleanly when it is asked, within the ten seconds that Docker gives."""
    process.terminate()
    return wait_until(lambda: process.poll() is not None, within=10) and process.returncode in (0, 143, -15)


class Browser:
    """Asks through Caddy, with cookies."""

    def __init__(self, place: Place) -> None:
        self.place = place
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        self.cookies = CookieJar()
        https, jar = urllib.request.HTTPSHandler(context=trusting), urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(https, jar)

    def ask(self, path: str, **fields: str):
        """The answer at this address; fields make it a POST of the form that was read last."""
        body = urllib.parse.urlencode(fields).encode() if fields else None
        request = urllib.request.Request(self.place.address + path, data=body)
        request.add_header("Referer", self.place.address + path)
        return self.opener.open(request, timeout=10)

    def text(self, path: str, **fields: str) -> str:
        with self.ask(path, **fields) as answer:
            return answer.read().decode()

    def form(self, path: str) -> dict[str, str]:
        """The hidden fields of the page's forms."""
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.text(path)))


def walk(browser: Browser, *, quick: bool) -> list[str]:
    """What was seen to work, one word each."""
    assert wait_until(lambda: is_up(browser), within=30), "the pages never answered through Caddy"
    seen = []
    browser.text("/accounts/login/", login=EMAIL, password=PASSWORD, **browser.form("/accounts/login/"))
    assert {cookie.name for cookie in browser.cookies} >= {"__Host-session", "__Host-csrf"}
    seen.append("sign-in")
    page = browser.text("/record/", noticed="Nobody could pay", service="", **browser.form("/record/"))
    assert "PIR-1" in page
    seen.append("page")
    with browser.ask("/live/reviews/PIR-1/") as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert stream.readline()
    seen.append("stream")
    style = re.search(r'href="(/static/[^"]+\.css)"', page)
    assert style is not None
    with browser.ask(style[1]) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    seen.append("static file")
    if not quick and wait_until(lambda: is_ready(browser), within=100):
        seen.append("ready")
    return seen


def is_up(browser: Browser) -> bool:
    try:
        return browser.text("/healthz") == "ok\n"
    except OSError:
        return False


def is_ready(browser: Browser) -> bool:
    time.sleep(1)
    try:
        return browser.text("/readyz").startswith("ready")
    except urllib.error.HTTPError:
        return False
