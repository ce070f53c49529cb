"""The two scanners: got into a place of their own, run, and read."""

import csv
import html
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from postmortems.embedded.environment import PROJECT
from tests.faults.running import Run, unused_port
from tests.processes import wait_until
from tests.prove._walking import KEPT, Target

TOOLS = PROJECT / ".tools" / "scanners"
NEEDED = ("wapiti3==3.3.2", "sqlmap==1.10.10")
QUICK_MODULES, SLOW_MODULES = "xss,sql,crlf,redirect,ssrf", "file,exec"  # about 35 and 105 requests a field
OURS = "csrfmiddlewaretoken", "form_key"  # a fault of these is found where they are made: tests/architecture
WORKERS = 2  # as many as there are cores on a small machine
LOG = "errors.log"  # what the server says, beside the maps
LINE = "=" * 54


def got() -> str:
    """Nothing where both are here; else why they are not, as the table says it."""
    if all((TOOLS / "bin" / name).exists() for name in ("wapiti", "sqlmap")):
        return ""
    uv = ["sh", ".ci/setup", "uv"]
    for command in (["venv", "--quiet", str(TOOLS)], ["pip", "install", "--quiet", "--python", str(TOOLS), *NEEDED]):
        if subprocess.run([*uv, *command], cwd=PROJECT).returncode:
            return "Wapiti and sqlmap could not be fetched"
    return ""


@contextmanager
def beside(server: Run, maps: Path = PROJECT, *, workers: int = 1) -> Iterator[tuple[str, int]]:
    """The application with the planted faults, on the database of a server that runs; its address and its process. In
    `maps` lie the pages that tell a scanner what to attack.
    """
    environment = psutil.Process(server.pid_of("web")).environ() | {"MAPS": str(maps)}
    port = unused_port()
    command = [sys.executable, "-m", "uvicorn", "tests.prove._planted:application", "--port", str(port)]
    command += ["--log-level", "error", "--workers", str(workers)]
    with Path(os.devnull if maps == PROJECT else maps / LOG).open("w") as log:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stderr=log, start_new_session=True)
    try:
        assert wait_until(lambda: _answers(port), within=120), "the application with planted faults did not start"
        yield f"http://localhost:{port}", process.pid
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def draw(maps: Path, name: str, targets: Iterable[Target]) -> None:
    """A page with these links and forms and nothing else: Wapiti goes no further than what stands on it."""
    lines = []
    for target in targets:
        if target.method == "GET":
            address = f"{target.address}?{urllib.parse.urlencode(target.sent)}".rstrip("?")
            lines.append(f'<a href="{html.escape(address)}">there</a>')
        else:
            fields = "".join(
                f'<input type="text" name="{html.escape(name)}" value="{html.escape(value)}">'
                for name, value in target.sent
            )
            lines.append(f'<form method="post" action="{target.address}">{fields}<button>Go</button></form>')
    (maps / f"{name}.html").write_text(f"<!doctype html><html><body>{'\n'.join(lines)}</body></html>")


def wapiti(folder: Path, name: str, targets: Iterable[Target], *, modules: str, cookie: str, base: str) -> list[str]:
    """What Wapiti finds in these requests: one line a finding, kind, method, path and field."""
    targets, maps, folder = list(targets), folder.parent, folder / name
    folder.mkdir()
    draw(maps, name, targets)
    told = folder / "wapiti.json"
    command = [str(TOOLS / "bin" / "wapiti"), "-u", f"{base}/heard/map/{name}/", "--scope", "domain", "-d", "1"]
    command += ["-m", modules, "-x", f"{base}/live/*", "-S", "insane"]  # insane: no address is left out by chance
    for kept in {*OURS, *(KEPT + name for target in targets for name in target.left)}:
        command += ["--skip", kept]
    command += ["-H", f"Cookie: {cookie}", "--endpoint", f"{base}/heard/", "--flush-session", "--no-bugreport"]
    command += ["-f", "json", "-o", str(told), "--store-session", str(folder / "session"), "-v", "0", "-t", "60"]
    command += ["--store-config", str(folder / "config")]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert told.exists(), done.stdout[-2000:]
    found = json.loads(told.read_text())
    rows = [
        (kind, one) for part in ("vulnerabilities", "anomalies") for kind, all_ in found[part].items() for one in all_
    ]
    return sorted({f"{kind}: {one['method']} {one['path']} {one['parameter']}" for kind, one in rows})


def sqlmap(folder: Path, targets: Iterable[Target], *, cookie: str) -> list[str]:
    """What sqlmap finds in these requests, by a page that differs or an error: one line a finding. Whether one waits
    is asked by _probing.py.
    """
    folder.mkdir()
    log, told = folder / "requests.log", folder / "sqlmap.csv"
    log.write_text("".join(_request(target, cookie) for target in targets))
    command = [str(TOOLS / "bin" / "sqlmap"), "-l", str(log), "--batch", "--technique", "BE", "--dbms", "PostgreSQL"]
    command += ["--param-exclude", "|".join((*OURS, re.escape(KEPT))), "--param-filter", "GET,POST"]
    command += ["--drop-set-cookie", "--threads", "4"]
    command += ["--output-dir", str(folder / "out"), "--results-file", str(told), "--flush-session", "-v", "1"]
    command += ["--answers", "redirect=N,skip further=N", "--ignore-code", "*", "--time-sec", "3"]
    environment = os.environ | {"XDG_DATA_HOME": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert done.returncode == 0, done.stdout[-2000:]
    if not told.exists():
        return []
    with told.open() as lines:
        return [
            f"SQL: {row['Place']} {urllib.parse.urlsplit(row['Target URL']).path} {row['Parameter']}"
            for row in csv.DictReader(lines)
            if row["Parameter"] and not row["Note(s)"].startswith("false positive")
        ]


def _request(target: Target, cookie: str) -> str:
    """One request as Burp's log has it, which sqlmap reads."""
    where, said = urllib.parse.urlsplit(target.address), urllib.parse.urlencode(target.sent)
    query, body = ("?" + said, "") if target.method == "GET" else ("", said)
    lines = [f"{target.method} {where.path}{query} HTTP/1.1", f"Host: {where.netloc}", f"Cookie: {cookie}"]
    if body:
        origin = f"{where.scheme}://{where.netloc}"
        lines += [
            f"Origin: {origin}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
    return f"{LINE}\n" + "\n".join(lines) + f"\n\n{body}\n{LINE}\n"
