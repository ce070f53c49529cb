"""What keeps a document from being taken in: where, and why."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One place in the document (`review.story[3].occurred_at`) and what is wrong with it, in words for a person."""

    path: str
    reason: str


class ProblemsFound(Exception):
    """The document cannot be taken in; nothing of it was stored."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("the document has problems")
        self.problems = problems
