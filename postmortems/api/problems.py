"""What went otherwise than a program wanted, as RFC 9457 tells it (problem+json). Pure."""

from collections.abc import Sequence
from typing import Any

TYPE = "application/problem+json"


class Problem(Exception):
    """An answer that is none. `detail` is a sentence for a person; `errors` name a field each; `more` goes along."""

    def __init__(
        self, status: int, title: str, detail: str = "", *, errors: Sequence[dict[str, Any]] = (), **more: Any
    ) -> None:
        super().__init__(title)  # the title alone: words that somebody typed stay out of exceptions
        self.status, self.title, self.detail, self.errors, self.more = status, title, detail, list(errors), more

    @property
    def body(self) -> dict[str, Any]:
        said = {"type": "about:blank", "title": self.title, "status": self.status, "detail": self.detail}
        return {**said, "errors": self.errors, **self.more} if self.errors else {**said, **self.more}


def unfit(errors: Sequence[dict[str, Any]]) -> Problem:
    """Some fields hold what cannot be taken; nothing was changed."""
    first = f"{errors[0]['field']}: {errors[0]['detail']}" if errors else ""
    return Problem(422, "Nothing was changed yet", first, errors=errors)


def of_field(field: str, detail: str, **more: Any) -> dict[str, Any]:
    return {"field": field, "detail": detail, **more}
