"""Wapiti and sqlmap, signed in as an engineer and as an administrator, at every page and every form that they can open;
in the same run both have to find the faults that are planted beside them (RELIABILITY.md, bar 17).

Addresses that differ only by a number or key are one, and forms with the same fields at one address are one. Each field
is looked at quickly first (_probing.py); a field whose values come from a list, and which is answered alike whatever it
says, is then sent along and left alone. What reads a file or runs a program is tried at each name of a field once.
"""

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.running import running
from tests.prove._probing import Probe
from tests.prove._scanning import LOG, OURS, QUICK_MODULES, SLOW_MODULES, WORKERS, beside, got, sqlmap, wapiti
from tests.prove._walking import Target, Walk, kind_of

NAME = "Wapiti and sqlmap at every page and form, as an engineer and an administrator"
GOAL = "0 found; each of the planted faults found"
QUICK = False  # a whole server, and thousands of requests
PEOPLE = ("priya.raman", "tomas.reyes")
FAULTS = ("words", "echo", "leave", "file", "command", "call")
AT_ONCE = 4  # scanners: each of them waits for the server half of the time
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
    "Quick look, SQL: GET /planted/words/",
    "Quick look, SQL: POST /planted/form/",
    "Quick look, Script: GET /planted/echo/",
    "Quick look, Redirect: GET /planted/leave/",
    "Quick look, File: GET /planted/file/",
    "Quick look, Command: GET /planted/command/",
}


def run(quick: bool) -> tuple[str, bool | None]:
    if told := got():
        return told, None
    with tempfile.TemporaryDirectory() as name, running(Path(name) / "data") as server:
        folder = Path(name)
        server.await_ready()
        with beside(server, folder, workers=WORKERS) as (base, _pid), ThreadPoolExecutor(AT_ONCE) as threads:
            walks = [Walk(base, name).sign_in(server.port).go(4 if quick else 1_000) for name in PEOPLE]
            faults = [*(_planted(base, "GET", name) for name in FAULTS), _planted(base, "POST", "form")]
            seen = look(threads, _place(folder, "planted"), walks[0], faults, []).all()
            blind = {one for one in PLANTED if not any(line.startswith(one) for line in seen)}
            looks = [
                look(threads, _place(folder, walk.name), walk, targets, pages)
                for walk, targets, pages in _each_once(walks)
            ]
            found = [one for each in looks for one in each.all()]
        answers = _answers(folder)
        print(*Counter(re.findall(r'"exception": "([^"]*)', (folder / LOG).read_text())).most_common(20), sep="\n")
    print("\n".join([*found, *(f"NOT found: {one}" for one in sorted(blind))]))
    pages, forms, fields, full = (sum(each.counted[which] for each in looks) for which in range(4))
    told = f"{pages} kinds of pages, {forms} forms and queries, {fields} fields, {full} of them by the scanners; "
    told += f"{answers.total()} answers, {_shares(answers)}; "
    told += f"{len(found)} found, {len(PLANTED) - len(blind)} of {len(PLANTED)} planted ones"
    return told, not found and not blind


@dataclass
class Look:
    """What was found at once, what is still being looked for, and how many pages, forms, fields, and fields in full."""

    found: list[str]
    awaited: list[Future[list[str]]]
    counted: tuple[int, int, int, int]

    def all(self) -> list[str]:
        return [*self.found, *(one for scan in self.awaited for one in scan.result())]


def look(threads: Executor, place: Path, walk: Walk, targets: list[Target], pages: list[Target]) -> Look:
    """All that is looked for at what this person can send, and at pages without anything to send."""
    probe = Probe(walk.cookie)
    worth = [target for target in probe.look(targets) if target.scanned]
    counted = len(pages), len(targets), sum(len(one.scanned) for one in targets), sum(len(one.scanned) for one in worth)
    print(f"{walk.name}: {counted}, {probe.asked} quick questions", *sorted(probe.found), sep="\n", flush=True)
    asked = {"cookie": walk.cookie, "base": walk.base}
    scans = [
        threads.submit(wapiti, place, f"{place.name}-quick", [*worth, *pages], modules=QUICK_MODULES, **asked),
        threads.submit(
            wapiti, place, f"{place.name}-slow", list(_each_name_once(worth)), modules=SLOW_MODULES, **asked
        ),
        threads.submit(sqlmap, place / "sqlmap", worth, cookie=walk.cookie),
    ]
    return Look(sorted(probe.found), scans, counted)


def _answers(folder: Path) -> Counter[int]:
    """How often each status was answered; where most was turned away is printed."""
    rows = [json.loads(line) for line in (folder / "answers.jsonl").read_text().splitlines()]
    turned_away = Counter((one["status"], one["method"], kind_of(one["path"])) for one in rows if one["status"] >= 400)
    for (status, method, path), many in turned_away.most_common(20):
        print(f"{many} times {status}: {method} {path}")
    return Counter(one["status"] for one in rows)


def _shares(answers: Counter[int]) -> str:
    """How much of what was asked came how far: a scanner that is turned away everywhere finds nothing."""
    return ", ".join(f"{100 * many / answers.total():.0f} % {status}" for status, many in answers.most_common(5))


def _planted(base: str, method: str, name: str) -> Target:
    """Each with a field of its own name, for one of each name is enough for the slow modules."""
    return Target(method, f"{base}/planted/{name}/", ((name, "one"),))


def _each_once(walks: list[Walk]) -> Iterator[tuple[Walk, list[Target], list[Target]]]:
    """What one of them was answered is not asked again of the other, where it is the same form or page."""
    forms, pages = set[Any](), set[str]()
    for walk in walks:
        theirs = [target.without(OURS) for kind, target in walk.targets.items() if kind not in forms]
        yield (
            walk,
            theirs,
            [Target("GET", walk.base + one, ()) for kind, one in walk.pages.items() if kind not in pages],
        )
        forms |= set(walk.targets)
        pages |= set(walk.pages)


def _each_name_once(targets: list[Target]) -> Iterator[Target]:
    """These with only such fields to scan as have not come by the same name before."""
    seen: set[str] = set()
    for target in targets:
        if target.scanned and not seen.issuperset(target.scanned):
            fresh = target.without(target.left | seen)
            seen |= set(target.scanned)
            yield fresh


def _place(folder: Path, name: str) -> Path:
    place = folder / name
    place.mkdir()
    return place
