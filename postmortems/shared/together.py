"""Two versions of one long text, put together piece by piece. Pure.

A piece is a sentence or a line. Where only one of the two people changed a piece since both read it, theirs is taken;
where both did, both stand, and a person chooses.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from postmortems.shared.difference import Piece, difference

PIECE = re.compile(r"\n+|[^\n]+?(?:[.!?]+(?=\s)[ \t]*|$|(?=\n))")
MOST = 2_000  # pieces; beyond that the two texts are one choice
THEIRS, MINE, BOTH = "theirs", "mine", "both"


@dataclass(frozen=True)
class Choice:
    """A place where the two texts differ. `taken` is what fits without asking."""

    number: int
    theirs: str
    mine: str
    taken: str

    @property
    def name(self) -> str:
        return f"pick-{self.number}"

    @property
    def pieces(self) -> list[Piece]:
        """Mine told as changes of theirs, word by word."""
        return difference(self.theirs, self.mine)

    def words(self, pick: str) -> str:
        """What stands here for this answer; any other answer keeps both."""
        if pick in (THEIRS, MINE):
            return self.theirs if pick == THEIRS else self.mine
        return join(self.theirs, self.mine)


Part = str | Choice


def choices(*, theirs: str, mine: str, read: str = "") -> list[Part]:
    """The text as its parts: words that both have, and choices. `read` is what both had before them, where known."""
    first, second = PIECE.findall(theirs), PIECE.findall(mine)
    if max(len(first), len(second)) > MOST:
        first, second = [theirs], [mine]
    before = PIECE.findall(read)
    old_first, old_second = _old(before, first), _old(before, second)
    # Who changed nothing at all wants nothing, wherever a piece that stands there twice may seem to have moved.
    alone = "" if not read else THEIRS if mine == read else MINE if theirs == read else ""
    parts: list[Part] = []
    for tag, a, b, c, d in SequenceMatcher(None, _told(first), _told(second), autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append("".join(second[c:d]))
            continue
        for one, other in _pairs(range(a, b), range(c, d)):
            taken = alone or _fits(_is_old(one, old_first), _is_old(other, old_second), bool(one), bool(other))
            parts.append(Choice(len(parts), _words(first, one), _words(second, other), taken))
    return parts


def _words(text: list[str], run: range) -> str:
    return "".join(text[at] for at in run)


def _pairs(theirs: range, mine: range) -> list[tuple[range, range]]:
    """Piece by piece where as many stand on both sides; otherwise the whole run is one choice."""
    if len(theirs) != len(mine):
        return [(theirs, mine)]
    return [(range(a, a + 1), range(c, c + 1)) for a, c in zip(theirs, mine, strict=True)]


def _old(before: list[str], after: list[str]) -> set[int]:
    """Which pieces of the later text stood in the one before."""
    blocks = SequenceMatcher(None, _told(before), _told(after), autojunk=False).get_matching_blocks()
    return {block.b + step for block in blocks for step in range(block.size)}


def _is_old(run: range, old: set[int]) -> bool:
    """Whether somebody left all of this as they had read it. Nothing at all was not left alone, it was taken out."""
    return bool(run) and set(run) <= old


def together(parts: list[Part], picks: Mapping[str, str]) -> str:
    """The text that these answers make; an unanswered choice takes what fits."""
    text = ""
    for part in parts:
        text = join(text, part if isinstance(part, str) else part.words(picks.get(part.name, part.taken)))
    return text


def join(first: str, second: str) -> str:
    """Two runs of words with the space between them that they need."""
    needs_one = first and second and not first[-1].isspace() and not second[0].isspace()
    return f"{first}{' ' if needs_one else ''}{second}"


def _told(pieces: list[str]) -> list[str]:
    """The pieces without the spaces that follow them, which say nothing about who changed what."""
    return [piece.rstrip(" \t") for piece in pieces]


def _fits(theirs_is_old: bool, mine_is_old: bool, is_theirs: bool, is_mine: bool) -> str:
    """Whose words to take: those of the one who changed or removed something here since both read it."""
    if theirs_is_old != mine_is_old:
        return MINE if theirs_is_old else THEIRS
    if is_theirs and is_mine:
        return BOTH
    return THEIRS if is_theirs else MINE
