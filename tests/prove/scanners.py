"""Wapiti and sqlmap, signed in as an engineer and as an administrator, at every page and every form that they can open;
in the same run both have to find the faults that are planted beside them (RELIABILITY.md, bar 17).
"""

import tempfile
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

from tests.faults.running import running
from tests.prove._scanning import beside, draw, got, sqlmap, wapiti
from tests.prove._walking import Target, Walk

NAME = "Wapiti and sqlmap at every page and form, as an engineer and an administrator"
GOAL = "0 found; each of the planted faults found"
QUICK = False  # a whole server, and thousands of requests
PEOPLE = ("priya.raman", "tomas.reyes")
WORDS = (("said", "one"),)
FAULTS = ("words", "echo", "leave", "file", "command", "call")
# How each planted fault is called by what found it.
PLANTED = {
    "SQL Injection: GET /planted/words/",
    "SQL Injection: POST /planted/form/",
    "Reflected Cross Site Scripting: GET /planted/echo/",
    "Open Redirect: GET /planted/leave/",
    "Path Traversal: GET /planted/file/",
    "Command execution: GET /planted/command/",
    "Server Side Request Forgery: GET /planted/call/",
    "SQL: GET /planted/words/",
    "SQL: POST /planted/form/",
}


def run(quick: bool) -> tuple[str, bool | None]:
    if told := got():
        return told, None
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "data") as server:
        server.await_ready()
        with beside(server, Path(folder)) as (base, _pid):
            walks = [Walk(base, name).sign_in(server.port).go(4 if quick else 1_000) for name in PEOPLE]
            blind = PLANTED - planted(_place(folder, "planted"), walks[0])
            scanned: dict[tuple[str, str, tuple[str, ...]], Target] = {}
            with ThreadPoolExecutor() as threads:
                looks = []
                for walk in walks:
                    # What one of them was answered is not asked again of the other, where it is the same form.
                    theirs = [target for kind, target in walk.targets.items() if kind not in scanned]
                    scanned |= walk.targets
                    looks += looking(threads, _place(folder, walk.name), walk, theirs)
                found = [one for look in looks for one in look.result()]
    print("\n".join([*found, *(f"NOT found: {one}" for one in sorted(blind))]))
    pages, fields = sum(len(walk.pages) for walk in walks), sum(len(kind[2]) for kind in scanned)
    told = f"{pages} pages, {len(scanned)} forms and queries with {fields} fields, {len(found)} found"
    return f"{told}; {len(PLANTED) - len(blind)} of {len(PLANTED)} planted ones", not found and not blind


def looking(threads: Executor, place: Path, walk: Walk, targets: list[Target]) -> list[Future[list[str]]]:
    """Both programs at what this person can send, and at every page without anything to send, at the same time."""
    draw(place.parent, walk.name, [*targets, *(Target("GET", walk.base + page, ()) for page in walk.pages.values())])
    return [
        threads.submit(wapiti, place, walk.name, cookie=walk.cookie, base=walk.base),
        threads.submit(sqlmap, place, targets, cookie=walk.cookie),
    ]


def planted(place: Path, walk: Walk) -> set[str]:
    """Which of the planted faults both find, by PLANTED's names."""
    faults = [Target("GET", f"{walk.base}/planted/{name}/", WORDS) for name in FAULTS]
    form = Target("POST", f"{walk.base}/planted/form/", WORDS)
    draw(place.parent, "planted", [*faults, form])
    found = wapiti(place, "planted", cookie=walk.cookie, base=walk.base)
    found += sqlmap(place, [faults[0], form], cookie=walk.cookie)
    print("\n".join(found))
    return {name for name in PLANTED if any(line.startswith(name) for line in found)}


def _place(folder: str, name: str) -> Path:
    place = Path(folder) / name
    place.mkdir()
    return place
