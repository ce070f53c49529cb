"""What is asked of nginx, asked of docker/Caddyfile with the log that docs/operations.md adds to it."""

import re
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.faults.running import PROJECT
from tests.prove._in_front import speaks_up, walk
from tests.prove.behind_nginx import keeps_nothing, stand
from tests.prove.compose import Browser, Place, caddy, missing, running

NAME = "docker/Caddyfile before web and live processes, with a log of one's own"
GOAL = "sign-in, HSTS once, stream at once, large file, too large, tries by address, no trace of who has no name"
QUICK = False
SITE = "{$SITE} {\n"


def run(quick: bool) -> tuple[str, bool | None]:
    if told := missing():
        return told, None
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place = Place(Path(folder))
        with ExitStack() as behind:
            stand(place, behind)
            command = caddy(place)
            _log(place.folder)
            stack.enter_context(running(place, "caddy", command))
            seen = walk(place)
            speaks_up(Browser(place))
        speaks_up(Browser(place))  # nobody is there any more: what goes wrong is told nowhere either
        seen += keeps_nothing(place.folder, "reviews.log", "caddy.log")
    return ", ".join(seen), True


def _log(folder: Path) -> None:
    """Add the log of the document, word for word but for its folder and the name that older Caddys know."""
    found = re.search(r"```caddy\n(.+?)```", (PROJECT / "docs" / "operations.md").read_text(), re.DOTALL)
    assert found is not None
    ours = (folder / "Caddyfile").read_text()
    assert ours.count(SITE) == 1
    log = found[1].replace("/var/log/caddy/", f"{folder}/")
    (folder / "Caddyfile").write_text(
        ours.replace(SITE, SITE + (log.replace("log_skip", "skip_log") if _is_old() else log))
    )


def _is_old() -> bool:
    """Before 2.8."""
    told = subprocess.run(["caddy", "version"], check=True, capture_output=True, text=True).stdout
    major, minor = re.findall(r"\d+", told)[:2]
    return (int(major), int(minor)) < (2, 8)
