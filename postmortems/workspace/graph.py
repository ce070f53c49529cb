"""From what happened to what made it possible to what is done about it, as a drawing: where everything lies. Pure.

Three columns: entries of the story, conditions, action items. What is linked to nothing on a side where something is
expected is an orphan, and says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

EVENT, FACTOR, ACTION = "event", "factor", "action"
WIDTH, BOX, GAP, TOP = 960, 270, 16, 34
COLUMNS = {EVENT: 0, FACTOR: 345, ACTION: 690}
LINE, PADDING = 17, 22  # units of a line of words, and of what stands around and above them
CHARACTERS, LINES = 36, 3  # of a box
MOST = 60  # boxes of a column: more cannot be read


@dataclass(frozen=True)
class Node:
    """A thing that is drawn. `kind` sorts it (a sign, a state), `above` stands over its words (a time, a sign)."""

    column: str
    pk: int
    words: str
    above: str = ""
    kind: str = ""
    lacks: tuple[str, ...] = ()  # on which sides it is linked to nothing: "before", "after"


@dataclass
class Box:
    """A node at its place."""

    node: Node
    x: int
    y: int
    lines: list[str]

    @property
    def height(self) -> int:
        return LINE * len(self.lines) + PADDING

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass
class Graph:
    """Boxes, and the links between them as pairs of boxes."""

    boxes: list[Box] = field(default_factory=list)
    links: list[tuple[Box, Box]] = field(default_factory=list)
    left_out: int = 0

    @property
    def height(self) -> int:
        return max((box.y + box.height for box in self.boxes), default=0) + 12


Links = Mapping[int, Iterable[int]]


def drawn(
    events: Sequence[Node], factors: Sequence[Node], actions: Sequence[Node], *, shown: Links, answered: Links
) -> Graph:
    """Place everything. `shown`: factor -> its events; `answered`: factor -> its action items. Entries stay in the
    order of the story; conditions and action items stand near what they are linked to.
    """
    graph = Graph(left_out=sum(max(0, len(column) - MOST) for column in (events, factors, actions)))
    first = _column(events[:MOST], {})
    second = _column(factors[:MOST], _near(shown, first))
    backwards: dict[int, list[int]] = defaultdict(list)
    for factor, items in answered.items():
        for item in items:
            backwards[item].append(factor)
    third = _column(actions[:MOST], _near(backwards, second))
    graph.boxes = [*first.values(), *second.values(), *third.values()]
    for factor, box in second.items():
        graph.links += [(first[pk], box) for pk in shown.get(factor, ()) if pk in first]
        graph.links += [(box, third[pk]) for pk in answered.get(factor, ()) if pk in third]
    return graph


def _near(links: Links, boxes: Mapping[int, Box]) -> dict[int, float]:
    """For each thing, the middle of what it is linked to."""
    found = {}
    for pk, others in links.items():
        heights = [boxes[other].middle for other in others if other in boxes]
        if heights:
            found[pk] = sum(heights) / len(heights)
    return found


def _column(nodes: Sequence[Node], wanted: Mapping[int, float]) -> dict[int, Box]:
    """One below the other, each as near to where it is wanted as those above it let it."""
    order = sorted(enumerate(nodes), key=lambda pair: (wanted.get(pair[1].pk, float("inf")), pair[0]))
    boxes, y = {}, TOP
    for _place, node in order:
        box = Box(node, COLUMNS[node.column], y, wrapped(node.words))
        if node.pk in wanted:
            box.y = max(y, round(wanted[node.pk] - box.height / 2))
        boxes[node.pk], y = box, box.y + box.height + GAP
    return boxes


def wrapped(words: str) -> list[str]:
    """The words in lines that fit into a box; what does not fit is cut and said so."""
    lines: list[str] = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > CHARACTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()[:CHARACTERS]
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], f"{lines[LINES - 1][: CHARACTERS - 1]}…"]
    return lines
