"""Bar 10: a thousand words saved (rendered, sanitised, judged, indexed, put on the record), beside what that cannot do
without: rendering and judging them. What the database does with them meanwhile is not this process's time.
"""

import itertools
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench._ground import World, world
from bench.guard import words

ROUNDS, SLOT = 15, "impact"
ALLOWED = (1.5, 0.4)  # times the floors, and times the baseline's page


def rows() -> list[tuple[str, str, str]]:
    here = world()
    from django.urls import reverse

    from bench._great_pages import Door
    from postmortems.shared.text import render
    from postmortems.wording.judge import judge

    door, said = Door(here.reader.pk), words(1_000)
    plain, save = door.page("rows"), _save(door.client, reverse("text", args=[here.long.ref, SLOT]), said, here)
    for warm in (plain, save):
        warm()
    rounds = [(_spent(save), _spent(lambda: (render(said), judge(said))), _spent(plain)) for _ in range(ROUNDS)]
    saved, floors, page = (statistics.median(column) for column in zip(*rounds, strict=True))
    share = statistics.median(a / (ALLOWED[0] * b + ALLOWED[1] * c) for a, b, c in rounds)
    figure = f"{saved:.0f} ms; floors {floors:.0f} ms, page {page:.0f} ms: {share:.2f} of what is allowed"
    return [("10 saving 1,000 words", figure, "<= 1.5x its floors + 0.4x rows")]


def _save(client: Any, address: str, said: str, here: World) -> Callable[[], Any]:
    """Each time other words, upon the version that stands."""
    from postmortems.wording.models import Text

    turn = itertools.count()
    text = Text.objects.filter(owner_kind="review", owner_id=here.long.pk, slot=SLOT)

    def save() -> Any:
        there = text.values_list("version", flat=True).first() or 0
        answer = client.post(address, {"body": f"{said} Number {next(turn)}.", "base_version": there})
        assert answer.status_code in (200, 302), answer.status_code
        assert text.values_list("version", flat=True).get() == there + 1
        return answer

    return save


def _spent(work: Callable[[], Any]) -> float:
    """Milliseconds of processor time."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000
