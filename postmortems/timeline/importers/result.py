"""What an importer gives: a draft of a review, and what it could not place. Pure; the same for every format."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

MOST_PROBLEMS = 20


@dataclass(frozen=True)
class Problem:
    """Why a document cannot be taken in. `line` and `column` count from 1; `reason` has placeholders for `values`."""

    line: int
    column: int
    reason: str | Promise
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The reason, its placeholders filled."""
        return str(self.reason) % self.values if self.values else str(self.reason)


class CannotReadError(Exception):
    """The document is refused as a whole. Carries its first problems, twenty at most."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(len(problems))
        self.problems = problems[:MOST_PROBLEMS]


@dataclass(frozen=True)
class Unplaced:
    """A line that was not understood, as it stands in the document. It is shown, never dropped."""

    line: int
    text: str


@dataclass(frozen=True)
class Section:
    """A part of the document that has no place of its own here, kept word for word."""

    heading: str | Promise
    body: str


@dataclass(frozen=True)
class ImportedEvidence:
    """What shows an entry: a message as it was written (`quote`), or an address."""

    quote: str = ""
    said_by: str = ""
    url: str = ""
    label: str = ""

    @property
    def words(self) -> str:
        """It in a line."""
        return " — ".join(filter(None, [self.quote or self.label or self.url, self.said_by]))


@dataclass(frozen=True)
class ImportedEvent:
    """An entry of the story. `is_about`: its day or zone follows from what stands around it."""

    at: dt.datetime
    text: str
    kind: str = "observation"
    is_about: bool = False
    shows: tuple[ImportedEvidence, ...] = ()


@dataclass(frozen=True)
class ImportedCause:
    sentence: str
    sign: str = "possible"


@dataclass(frozen=True)
class ImportedAction:
    sentence: str
    type: str = ""
    owner: str = ""
    due_on: dt.date | None = None
    is_done: bool = False


@dataclass(frozen=True, kw_only=True)
class ImportedReview:
    """One document. With any `problems` nothing of it may be stored. `notes` tell what was assumed while reading."""

    external_id: str = ""
    source_url: str = ""
    title: str = ""
    service: str = ""
    stamps: Mapping[str, dt.datetime] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    summary: str = ""
    impact: str = ""
    lessons: str = ""
    events: tuple[ImportedEvent, ...] = ()
    causes: tuple[ImportedCause, ...] = ()
    actions: tuple[ImportedAction, ...] = ()
    kept: tuple[Section, ...] = ()
    not_understood: tuple[Unplaced, ...] = ()
    notes: tuple[str | Promise, ...] = ()
    problems: tuple[Problem, ...] = ()
