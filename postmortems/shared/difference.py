"""What changed between two texts, word by word. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

WORD = re.compile(r"\s+|\S+\s*")
# Beyond this many words the comparison itself would cost too much; the texts are then shown whole.
MOST_WORDS = 2_000


@dataclass(frozen=True)
class Piece:
    """A run of words that is the "same" in both texts, "gone" from the first, or "new" in the second."""

    kind: str
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """The second text told as changes of the first; equal texts give one piece."""
    first, second = (list(islice(WORD.findall(text), MOST_WORDS + 1)) for text in (before, after))
    if max(len(first), len(second)) > MOST_WORDS:
        return [Piece("gone", before), Piece("new", after)]
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(first[a:b])))
            continue
        if a < b:
            pieces.append(Piece("gone", "".join(first[a:b])))
        if c < d:
            pieces.append(Piece("new", "".join(second[c:d])))
    return pieces
