"""The plan on a page of its own: each condition with what answers it, or with why it is accepted for now."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from postmortems.reviews.models import Review
from postmortems.shared.copying import as_text, mail_link
from postmortems.workspace.copying import plan_paper, readout_paper
from postmortems.workspace.document_parts import Condition, Promise, Told, told

Data = dict[str, Any]
WORDS_A_MINUTE = 150  # read aloud, calmly


@dataclass(frozen=True)
class Line:
    """One condition and its answers."""

    condition: Condition
    promises: list[Promise]

    @property
    def is_open(self) -> bool:
        """Neither promised nor accepted."""
        return not self.promises and not self.condition.accepted_because


def plan(review: Review, *, href: str) -> Data:
    """What the page shows. `href` is its address with the host, for the mail."""
    parts = told(review)
    lines = [Line(one, _answers(one, parts)) for one in parts.causes]
    answering = {promise.item.pk for line in lines for promise in line.promises}
    readout = readout_paper(parts, href="")
    return {
        "title": parts.title,
        "lines": lines,
        "others": [one for one in parts.promises if one.item.pk not in answering],
        "acknowledgement": parts.html("acknowledgement"),
        "readout": [part for part in readout.parts if part.says_something],
        "seconds": -(-len(as_text(readout).split()) * 60 // WORDS_A_MINUTE),
        "mailto": mail_link(plan_paper(parts, href=href)),
        "back": reverse("review", args=[review.ref]),
    }


def _answers(condition: Condition, parts: Told) -> list[Promise]:
    return [one for one in parts.promises if condition.factor.pk in one.item.answers]  # type: ignore[attr-defined]
