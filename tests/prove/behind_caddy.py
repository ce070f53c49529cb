"""What is asked of nginx, asked of docker/Caddyfile."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.prove._in_front import walk
from tests.prove.behind_nginx import stand
from tests.prove.compose import Place, caddy, missing, running

NAME = "docker/Caddyfile before web and live processes"
GOAL = "sign-in, HSTS once, stream at once, large file, too large, tries by address"
QUICK = False


def run(quick: bool) -> tuple[str, bool | None]:
    if told := missing():
        return told, None
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place = Place(Path(folder))
        stand(place, stack)
        stack.enter_context(running(place, "caddy", caddy(place)))
        seen = walk(place)
    return ", ".join(seen), True
