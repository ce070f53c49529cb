"""The two scanners: got into a place of their own, run, and read."""

import csv
import html
import json
import os
import subprocess
import sys
import urllib.parse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from postmortems.embedded.environment import PROJECT
from tests.faults.running import Run, unused_port
from tests.processes import wait_until
from tests.prove._walking import Target

TOOLS = PROJECT / ".tools" / "scanners"
NEEDED = ("wapiti3==3.3.2", "sqlmap==1.10.10")
MODULES = "xss,sql,file,exec,crlf,redirect,ssrf"
OURS = "csrfmiddlewaretoken", "form_key"  # a fault of these is found where they are made: tests/architecture
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
def beside(server: Run, maps: Path = PROJECT) -> Iterator[tuple[str, int]]:
    """The application with the planted faults, on the database of a server that runs; its address and its process. In
    `maps` lie the pages that tell a scanner what to attack.
    """
    environment = psutil.Process(server.pid_of("web")).environ() | {"MAPS": str(maps)}
    port = unused_port()
    command = [sys.executable, "-m", "uvicorn", "tests.prove._planted:application", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--log-level", "error"], cwd=PROJECT, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        opened = wait_until(lambda: any(one.laddr.port == port for one in _listening(process.pid)), within=120)
        assert opened, "the application with planted faults did not start"
        yield f"http://localhost:{port}", process.pid
    finally:
        process.kill()
        process.wait()


def _listening(pid: int) -> list[Any]:
    return [one for one in psutil.Process(pid).net_connections() if one.status == psutil.CONN_LISTEN]


def draw(maps: Path, name: str, targets: Iterable[Target]) -> None:
    """A page with these links and forms and nothing else: Wapiti goes no further than what stands on it."""
    lines = []
    for target in targets:
        if target.method == "GET":
            address = f"{target.address}?{urllib.parse.urlencode(target.fields)}".rstrip("?")
            lines.append(f'<a href="{html.escape(address)}">there</a>')
        else:
            fields = "".join(
                f'<input type="text" name="{html.escape(name)}" value="{html.escape(value)}">'
                for name, value in target.fields
            )
            lines.append(f'<form method="post" action="{target.address}">{fields}<button>Go</button></form>')
    (maps / f"{name}.html").write_text(f"<!doctype html><html><body>{'\n'.join(lines)}</body></html>")


def wapiti(folder: Path, name: str, *, cookie: str, base: str) -> list[str]:
    """What Wapiti finds at what stands on this map: one line a finding, kind, method, path and field."""
    told = folder / "wapiti.json"
    command = [str(TOOLS / "bin" / "wapiti"), "-u", f"{base}/heard/map/{name}/", "--scope", "domain", "-d", "1"]
    command += ["-m", MODULES, "-x", f"{base}/live/*", "-S", "insane"]  # insane: no address is left out by chance
    for name in OURS:
        command += ["--skip", name]
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
    """What sqlmap finds in these requests, at level 2: one line a finding."""
    log, told = folder / "requests.log", folder / "sqlmap.csv"
    log.write_text("".join(_request(target, cookie) for target in targets))
    command = [str(TOOLS / "bin" / "sqlmap"), "-l", str(log), "--batch", "--level", "2", "--dbms", "PostgreSQL"]
    command += ["--param-exclude", "|".join(OURS), "--param-filter", "GET,POST", "--drop-set-cookie", "--threads", "4"]
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
            if row["Parameter"]
        ]


def _request(target: Target, cookie: str) -> str:
    """One request as Burp's log has it, which sqlmap reads."""
    where, said = urllib.parse.urlsplit(target.address), urllib.parse.urlencode(target.fields)
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
