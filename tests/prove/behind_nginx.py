"""The nginx example of docs/operations.md, word for word but for addresses and paths, before our real processes."""

import getpass
import re
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.faults.running import PROJECT
from tests.prepared import prepare
from tests.prove._in_front import connection, speaks_up, walk
from tests.prove.compose import EMAIL, Browser, Place, command_of, finish, production, running

NAME = "the nginx example of docs/operations.md before web and live processes"
GOAL = "sign-in, HSTS once, stream at once, large file, too large, tries by address, no trace of who has no name"
QUICK = False
LARGER_THAN_ANYTHING = 280_000_000
AROUND = """
daemon off;
user {who};
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    {example}
}}
"""


def run(quick: bool) -> tuple[str, bool | None]:
    if told := missing():
        return told, None
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place = Place(Path(folder))
        stand(place, stack)
        certify(place.folder)
        (place.folder / "nginx.conf").write_text(around(place))
        command = [nginx(), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
        stack.enter_context(running(place, "nginx", command))
        seen = [*walk(place), *refuses_by_length(place)]
        speaks_up(Browser(place))
        seen += keeps_nothing(place.folder, "reviews.log", "error.log")
    return ", ".join(seen), True


def around(place: Place) -> str:
    """What Debian's nginx.conf has around a file of conf.d, as far as it matters; the worker may read the folder."""
    return AROUND.format(who=getpass.getuser(), folder=place.folder, example=here(example(), place))


def stand(place: Place, stack: ExitStack) -> None:
    """Pages and streams, by the commands of docker-compose.yml, and somebody who may sign in."""
    prepare(place.folder)
    place.environment = production(place, stack)
    finish(place, ["manage.py", "collectstatic", "--no-input", "-v", "0"])
    finish(place, ["manage.py", "createsuperuser", "--no-input", "--email", EMAIL, "--display_name", "First"])
    for name in ("web", "live"):
        stack.enter_context(running(place, name, command_of(name, place)))


def refuses_by_length(place: Place) -> list[str]:
    """What is larger than anything that is taken does not travel at all: its length is enough."""
    line = connection(place)
    line.putrequest("POST", "/reviews/PIR-1/intake/")
    line.putheader("Content-Length", str(LARGER_THAN_ANYTHING))
    line.endheaders()
    assert line.getresponse().status == 413
    line.close()
    return ["by its length"]


def keeps_nothing(folder: Path, log: str, errors: str) -> list[str]:
    """The log has the other pages, so that its silence about these says something."""
    kept = (folder / log).read_text()
    assert "/record/" in kept
    for name in (log, errors):
        assert "nonymous" not in (folder / name).read_text(), name
    return ["no trace"]


def example() -> str:
    found = re.search(r"```nginx\n(.+?)```", (PROJECT / "docs" / "operations.md").read_text(), re.DOTALL)
    assert found is not None
    return found[1]


def here(text: str, place: Place) -> str:
    """The same text with this machine's addresses and paths; each of them has to stand there."""
    changes = {
        "10.0.0.11:8000": f"127.0.0.2:{place.web}",
        "10.0.0.12:8000": f"127.0.0.2:{place.live}",
        "listen 80;": f"listen {place.http};",
        "listen 443 ssl;": f"listen {place.https} ssl;",
        "/etc/nginx/own/": f"{place.folder}/",
        "/var/log/nginx/": f"{place.folder}/",
        "reviews.example.org": "localhost",
    }
    for theirs, ours in changes.items():
        assert theirs in text, theirs
        text = text.replace(theirs, ours)
    return text


def certify(folder: Path) -> None:
    """A certificate of one's own, as an organisation's authority would give it."""
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", *files]
    subprocess.run(made, check=True, capture_output=True)


def nginx() -> str:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin") or ""


def missing() -> str:
    """What this machine lacks, as the table says it; Debian has all as packages."""
    programs = [name for name in ("redis-server", "openssl") if shutil.which(name) is None]
    programs += [] if nginx() else ["nginx"]
    return f"{' and '.join(programs)} not installed (apt-get install)" if programs else ""
