"""The one door to the big screen: what words may stand there. Everything that a projector shows comes through here."""

from postmortems.language import Verdict
from postmortems.wording.judge import blames
from postmortems.wording.known import Known, known


def flagged(words: str) -> Verdict | None:
    """What the guard says, where it puts the cause in a person."""
    verdict = known().check(words)
    return verdict if blames(verdict) else None


class Door:
    """Judges the words of one rendering; people and products are looked up once."""

    def __init__(self) -> None:
        self._known: Known | None = None

    def lets(self, words: str) -> bool:
        """Whether the words may stand where everybody sees them."""
        self._known = self._known or known()
        return not blames(self._known.check(words))
