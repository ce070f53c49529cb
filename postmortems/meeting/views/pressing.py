"""What the buttons of the cockpit have in common."""

from typing import Any

from accounts.requests import Request


class Refused(Exception):
    """What cannot be done now: a sentence, and what belongs beside it."""

    def __init__(self, words: str, **beside: Any) -> None:
        super().__init__(words)
        self.beside = beside


def number_in(request: Request, name: str) -> int:
    """The number that a button carries; 0 for anything else, which no row has."""
    said = request.POST.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 19 else 0
