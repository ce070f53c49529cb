"""Guarded words of a document, judged once more here: nothing in a file says that words passed this guard."""

from dataclasses import dataclass
from typing import Any, Self

from postmortems.wording.disputes import guarded
from postmortems.wording.judge import blames, of_others
from postmortems.wording.known import Known, known
from postmortems.wording.policy import Policy, WordingState


@dataclass(frozen=True)
class Sealing:
    """Judges many words with what is known here now; one query."""

    known: Known

    @classmethod
    def now(cls) -> Self:
        return cls(known())

    def put(self, row: Any, field: str, words: str, *, is_allowed: bool = False) -> None:
        """Set the words on the row: checked, or to be looked at before sharing. `is_allowed`: a facilitator did."""
        policy = guarded(row, field).policy_for(row)
        verdict = self.known.check(words)
        if not blames(of_others(verdict) if policy == Policy.OWN else verdict):
            state = WordingState.CHECKED
        elif is_allowed:
            state = WordingState.ALLOWED
        else:
            state = WordingState.HINTED if policy == Policy.HINT else WordingState.IMPORTED
        guarded(row, field).put(row, words, state)
