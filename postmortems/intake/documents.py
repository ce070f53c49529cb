"""What a finished document would become: its parts, and what the guard will ask about before it is shared."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from postmortems.reviews.models import Incident
from postmortems.timeline.importers.result import ImportedReview
from postmortems.wording.judge import blames
from postmortems.wording.known import known


@dataclass(frozen=True)
class Sentence:
    """A cause or an action item. `ends_with_a_person`: it comes in, and is looked at before sharing."""

    text: str
    ends_with_a_person: bool


@dataclass(frozen=True)
class Preview:
    """A document read, with its sentences judged. Nothing of it is stored."""

    draft: ImportedReview
    stamps: list[tuple[Any, dt.datetime, bool]]  # in words, when, and whether it is about then
    causes: list[Sentence]
    actions: list[Sentence]


def preview(draft: ImportedReview) -> Preview:
    """Judge the sentences of a draft; one query."""
    guard = known()

    def judged(text: str) -> Sentence:
        return Sentence(text, blames(guard.check(text)))

    words = {field.name: field.verbose_name for field in Incident._meta.fields}
    stamps = [(words[name], at, name in draft.about) for name, at in draft.stamps.items()]
    causes = [judged(cause.sentence) for cause in draft.causes]
    return Preview(draft, stamps, causes, [judged(action.sentence) for action in draft.actions])
