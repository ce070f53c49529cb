"""Postmortems written in Markdown, with or without front matter."""

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.timeline.importers.conditions import (
    LONGEST_ACTION,
    LONGEST_CAUSE,
    SIGNS,
    actions_of,
    causes_in_prose,
    causes_of,
    has_own_headings,
)
from postmortems.timeline.importers.decoding import text_of
from postmortems.timeline.importers.front_matter import Field, split
from postmortems.timeline.importers.headings import Part, parts_of
from postmortems.timeline.importers.listing import broken_at_marks, items_of
from postmortems.timeline.importers.result import (
    CannotReadError,
    ImportedAction,
    ImportedCause,
    ImportedEvent,
    ImportedReview,
    Problem,
    Section,
    Unplaced,
)
from postmortems.timeline.importers.story import MOST, NAIVE, Story, opens_an_entry, story_in_prose, story_of, zone_of
from postmortems.timeline.parsing import dates_in, moment_from

# Keys of the front matter that have a place of their own; every other one is kept as it came.
KEYS = {
    "title": ("title", "name", "subject"),
    "source_url": ("url", "source", "source_url", "link"),
    "identity": ("uuid", "id", "guid", "external_id"),
    "service": ("product", "service", "system"),
    "summary": ("summary", "tldr", "description", "abstract"),
    "lessons": ("lessons", "lessons_learned"),
    "impact": ("impact", "customer_impact"),
}
STAMPS = {
    "started_at": ("start_time", "started_at", "start", "impact_started_at", "began_at", "onset"),
    "detected_at": ("detected_at", "detect_time", "detected", "impact_detected_at"),
    "acknowledged_at": ("acknowledged_at", "acknowledged", "responded_at"),
    "mitigated_at": ("mitigated_at", "mitigated", "stabilized_at"),
    "resolved_at": ("end_time", "resolved_at", "ended_at", "end", "resolved", "impact_ended_at", "resolve_time"),
}
LONGEST_TITLE, LONGEST_URL, LONGEST_SERVICE = 200, 200, 80
_SAYS_WHAT_IT_IS = re.compile(r"^[^.:|]*(?:post-?mortem|incident|outage|retrospective)[^.:|]*$", re.IGNORECASE)
# The most that one text of a review takes (shared/text.py).
LONGEST_TEXT = 200_000


def read(data: bytes) -> ImportedReview:
    """The document as a draft of a review, or its problems and nothing else. Never raises."""
    try:
        return _Reading(text_of(data)).review()
    except CannotReadError as error:
        return ImportedReview(problems=error.problems)


@dataclass
class _Reading:
    """One document on its way: what has been taken out of it, and what is left."""

    text: str
    kept: list[Section] = field(default_factory=list)
    not_understood: list[Unplaced] = field(default_factory=list)
    notes: list[str | Promise] = field(default_factory=list)
    stamps: dict[str, dt.datetime] = field(default_factory=dict)
    about: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        front = split(self.text)
        self.fields = dict(front.fields)
        self.parts = parts_of(front.body, first_line=front.body_line)
        self.zone = zone_of(front.body)

    def review(self) -> ImportedReview:
        title, url, service = self._title(), self._field("source_url"), self._field("service")
        identity = self._field("identity")
        self._read_stamps()
        summary = self._section("summary") or self._lead_of_story() or self._first_paragraph()
        impact = self._section("impact")
        story = self._story()
        review = ImportedReview(
            external_id=self._external_id(identity, url),
            source_url=self._source(url),
            title=title,
            service=service[:LONGEST_SERVICE],
            summary=summary,
            impact=impact,
            events=tuple(_once(story.events)),
            causes=tuple(self._causes()),
            actions=tuple(self._actions()),
            lessons=self._section("lessons"),
        )
        self._keep_the_rest()
        return self._checked(self._with_what_was_gathered(review, story))

    def _with_what_was_gathered(self, review: ImportedReview, story: Story) -> ImportedReview:
        """What the reading collected along the way, now that it is over."""
        for stamp, at in story.marked.items():
            self.stamps.setdefault(stamp, at)
        if story.is_naive:
            self.notes.append(NAIVE)
        self._refuse_a_reversed_time()
        return replace(
            review,
            stamps=self.stamps,
            about=tuple(name for name in self.about if name in self.stamps),
            kept=tuple(self.kept),
            not_understood=tuple(sorted(self.not_understood, key=lambda line: line.line)),
            notes=tuple(dict.fromkeys(self.notes)),
        )

    # --- front matter ---------------------------------------------------------------------------------------------

    def _take(self, keys: tuple[str, ...]) -> Field | None:
        """The first of these fields that says something; it then counts as placed."""
        name = next((key for key in keys if key in self.fields and self.fields[key].text), None)
        return self.fields.pop(name) if name else None

    def _field(self, meaning: str) -> str:
        found = self._take(KEYS[meaning])
        return found.text if found else ""

    def _title(self) -> str:
        """From the front matter, or the heading that the document begins with."""
        title = self._field("title")
        first = next((part for part in self.parts if part.heading), None)
        if not title and first and first.depth == 1 and not first.meaning:
            title = first.heading
            first.heading = ""
        title = title or self._first_line()
        title = " ".join(title.split())
        if len(title) > LONGEST_TITLE:
            self.kept.append(Section("", title))
            title = title[: LONGEST_TITLE - 2].rsplit(" ", 1)[0] + " …"
        return title

    def _first_line(self) -> str:
        """What a page that was copied begins with, where it says what it is."""
        start = self.parts[0] if self.parts and not self.parts[0].heading else None
        line = next((line for line in start.lines if line.text.strip()), None) if start else None
        if start is None or line is None or len(line.text) > LONGEST_TITLE or not _SAYS_WHAT_IT_IS.search(line.text):
            return ""
        start.lines.remove(line)
        return line.text.strip(" #*_")

    def _source(self, url: str) -> str:
        if url.startswith(("https://", "http://")) and len(url) <= LONGEST_URL and not set(url) & set(' \t\n"<>'):
            return url
        if url:
            self.kept.append(Section("", url))
        return ""

    def _external_id(self, identity: str, url: str) -> str:
        """What tells this document from others: its id, its address, or else its text."""
        name = f"id:{identity}" if identity else f"url:{url}" if url else ""
        if name and len(name) <= 150:
            return name
        return f"sha256:{hashlib.sha256((name or self.text).encode()).hexdigest()}"

    def _read_stamps(self) -> None:
        for stamp, keys in STAMPS.items():
            found = self._take(keys)
            if found is None:
                continue
            moment = moment_from(found.text)
            if moment is None:
                self.not_understood.append(Unplaced(found.line, found.source))
                continue
            self.stamps[stamp] = moment.at
            if moment.is_day:
                self.about.append(stamp)
            if moment.is_naive:
                self.notes.append(NAIVE)

    def _refuse_a_reversed_time(self) -> None:
        """An end before the onset: one of the two is a slip, and nobody can know which. Neither is taken."""
        start, end = self.stamps.get("started_at"), self.stamps.get("resolved_at")
        if start and end and end < start:
            self.notes.append(_("It ends before it begins; both times were left out."))
            told = f"{start:%Y-%m-%d %H:%M} UTC, {end:%Y-%m-%d %H:%M} UTC"
            self.not_understood.append(Unplaced(1, told))
            del self.stamps["started_at"], self.stamps["resolved_at"]

    # --- sections -------------------------------------------------------------------------------------------------

    def _parts(self, *meanings: str) -> list[Part]:
        return [part for part in self.parts if part.meaning in meanings]

    def _drop(self, part: Part) -> None:
        """This part has found its place."""
        self.parts.remove(part)

    def _section(self, meaning: str) -> str:
        """The field of the front matter, and every section of this meaning."""
        found = [text] if (text := self._field(meaning)) else []
        for part in self._parts(meaning):
            found.append(part.body.strip())
            self._drop(part)
        return "\n\n".join(text for text in found if text)

    def _lead_of_story(self) -> str:
        """What a timeline says before its first entry, unless that is about its times."""
        for part in self._parts("timeline"):
            end = next((at for at, line in enumerate(part.lines) if opens_an_entry(line.text)), 0)
            lead = "\n".join(line.text for line in part.lines[:end]).strip()
            if lead and not zone_of(lead):
                part.lines = part.lines[end:]
                return lead
        return ""

    def _first_paragraph(self) -> str:
        """What a document without a summary begins with; the rest of it stays where it is."""
        part = next((part for part in self.parts if not part.meaning and not part.heading and part.body.strip()), None)
        if part is None:
            return ""
        while part.lines and not part.lines[0].text.strip():
            part.lines.pop(0)
        end = next((at for at, line in enumerate(part.lines) if not line.text.strip()), len(part.lines))
        paragraph = "\n".join(line.text for line in part.lines[:end])
        part.lines = part.lines[end:]
        return paragraph.strip()

    def _prose(self) -> list[str]:
        return [item for part in self.parts if not part.meaning for item in items_of(part.lines)]

    def _day(self) -> dt.date | None:
        """The day that the document is about, where no stamp tells it: the first date that it names."""
        places = [*(entry.source for entry in self.fields.values()), *(part.heading for part in self.parts), self.text]
        return next((date for place in places for date in dates_in(place[:5_000])), None)

    def _story(self) -> Story:
        anchor = self.stamps.get("started_at")
        told = Story()
        for part in self._parts("timeline"):
            read = story_of(
                broken_at_marks(part.lines), anchor=anchor, day=None if anchor else self._day(), zone=self.zone
            )
            told.events += read.events
            told.not_understood += read.not_understood
            told.marked = {**read.marked, **told.marked}
            told.is_naive |= read.is_naive
            self._drop(part)
        if len(told.events) > MOST:
            raise CannotReadError(Problem(1, 1, _("The timeline has more than %(most)s entries."), {"most": MOST}))
        self.not_understood += told.not_understood
        if not told.events:
            told.events = story_in_prose(self._all_prose(), anchor=anchor, zone=self.zone)
        return told

    def _all_prose(self) -> list[str]:
        return [
            item for part in self.parts if part.meaning in ("", "causes", "trigger") for item in items_of(part.lines)
        ]

    def _causes(self) -> list[ImportedCause]:
        causes = []
        for part in self._parts(*SIGNS):
            causes += causes_of(part)
            if any(len(item) > LONGEST_CAUSE for item in items_of(part.lines)):
                self.kept.append(Section(part.heading, part.body))
            self._drop(part)
        return causes or causes_in_prose(self._prose())

    def _actions(self) -> list[ImportedAction]:
        """A table says more than an action item holds (owners without an account, tickets): it is kept as well."""
        actions = []
        for part in self._parts("actions"):
            actions += actions_of(part)
            is_table = "|" in part.body or "\t" in part.body
            if is_table or has_own_headings(part) or any(len(item) > LONGEST_ACTION for item in items_of(part.lines)):
                self.kept.append(Section(part.heading, part.body))
            self._drop(part)
        return actions

    def _keep_the_rest(self) -> None:
        """Whatever is left found no place: it stays, in the order of the document, as it was written."""
        for part in self.parts:
            if part.heading or part.body.strip():
                self.kept.append(Section(part.heading, part.body))
        if left := [entry.source for entry in self.fields.values() if entry.text or entry.items]:
            self.kept.append(Section(_("Front matter"), "\n".join(left)))

    def _checked(self, review: ImportedReview) -> ImportedReview:
        """Refuse what no text of ours could hold."""
        texts = [review.summary, review.impact, review.lessons, *(event.text for event in review.events)]
        texts.append("".join(section.body for section in review.kept))
        if any(len(text) > LONGEST_TEXT * 9 // 10 for text in texts):
            raise CannotReadError(Problem(1, 1, _("One of its sections is longer than 180,000 characters.")))
        return review


def _once(events: list[ImportedEvent]) -> list[ImportedEvent]:
    """Without entries that say the same at the same time."""
    return list({(event.at, event.text): event for event in events}.values())
