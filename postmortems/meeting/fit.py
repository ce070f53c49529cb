"""The one door to the big screen: what words may stand there. Everything that a projector shows comes through here."""

import hashlib

from postmortems.language import Verdict
from postmortems.wording.judge import blames
from postmortems.wording.known import Known, known

# A story of 200 entries is shown again with every step. What was decided of words is remembered by their digest, never
# the words; a name that becomes known asks anew.
MOST_REMEMBERED = 5_000
_decided: dict[tuple[Known, bytes], bool] = {}


def flagged(words: str) -> Verdict | None:
    """What the guard says, where it puts the cause in a person."""
    verdict = known().check(words)
    return verdict if blames(verdict) else None


class Door:
    """Judges the words of one rendering; people and products are looked up once."""

    def __init__(self) -> None:
        self._known: Known | None = None

    @property
    def known(self) -> Known:
        """Whom and what the guard knows; one query, at the first word."""
        self._known = self._known or known()
        return self._known

    def lets(self, words: str) -> bool:
        """Whether the words may stand where everybody sees them."""
        key = (self.known, hashlib.blake2b(words.encode(), digest_size=16).digest())
        if key not in _decided:
            if len(_decided) >= MOST_REMEMBERED:
                _decided.clear()
            _decided[key] = not blames(self.known.check(words))
        return _decided[key]
