"""How alike two pieces of words are, and how to say so. Pure.

A word that many of the pieces share says little; one that only two have says a lot (inverse document frequency,
K. Spärck Jones 1972). A service or a kind of condition in common is worth about as much as a rare word.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Words of every story: two accounts that share them are not alike.
EVERYWHERE = frozenset(Path(__file__).with_name("everywhere.txt").read_text(encoding="utf-8").split())
SAME_SERVICE, SAME_CODE = 1.5, 1.0
FEWEST = 2  # words in common, where nothing else is
SAID = 5  # words that a reason names


@dataclass(frozen=True)
class Piece:
    """Words of an earlier review: what they have in common with the new ones."""

    document: int
    review: int
    shared: frozenset[str]
    same_service: str = ""
    same_code: str = ""


@dataclass(frozen=True)
class Likeness:
    """A piece that is like the new words, the words in common first by how rare they are."""

    piece: Piece
    words: tuple[str, ...]
    score: float

    @property
    def why(self) -> str:
        """The reason, as a line beneath it says it."""
        one, other = self.piece.same_service, self.piece.same_code
        said = []
        if one and other:
            said.append(_("same service and same kind: %(service)s, %(kind)s") % {"service": one, "kind": other})
        elif one or other:
            said.append(_("same service: %s") % one if one else _("same kind of condition: %s") % other)
        if self.words:
            shared = ", ".join(self.words[:SAID])
            said.append(ngettext("this word in common: %s", "these words in common: %s", len(self.words)) % shared)
        return " · ".join(said)


def alike(pieces: Iterable[Piece]) -> list[Likeness]:
    """Those that are like the new words at all, the likest first."""
    pieces = list(pieces)
    had = Counter(word for piece in pieces for word in piece.shared)
    worth = {word: math.log(1 + len(pieces) / count) for word, count in had.items()}
    found = [_likeness(piece, worth) for piece in pieces if _is_like(piece)]
    return sorted(found, key=lambda one: (-one.score, -one.piece.review, one.piece.document))


def _is_like(piece: Piece) -> bool:
    return len(piece.shared) >= FEWEST or bool(piece.shared and piece.same_service) or _is_same(piece)


def _is_same(piece: Piece) -> bool:
    return bool(piece.same_service and piece.same_code)


def _likeness(piece: Piece, worth: dict[str, float]) -> Likeness:
    words = sorted(piece.shared, key=lambda word: (-worth[word], word))
    extra = SAME_SERVICE * bool(piece.same_service) + SAME_CODE * bool(piece.same_code)
    return Likeness(piece, tuple(words), sum(worth[word] for word in words) + extra)
