"""From lines of a timeline, or from prose, to entries of the story."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from postmortems.timeline.importers.listing import BULLET, sentences_of, without_heads
from postmortems.timeline.importers.result import ImportedEvent, Unplaced
from postmortems.timeline.importers.shown import with_shown
from postmortems.timeline.parsing import DATE, ZONE, Said, dates_in, on_the_day_near, times_in, zone_called

NAIVE = _("Times without a zone were read as UTC.")
# More entries than this are a log, not a story.
MOST = 2_000
MOST_FROM_PROSE = 40
HALF_A_DAY = dt.timedelta(hours=12)
_ALL_TIMES_IN = re.compile(
    rf"\b(?:times?|time ?zone)\b[^.\n]{{0,40}}?\b({ZONE})\b|^[ \t#*]*timeline[ \t]*[(\[][^)\]]*?\b({ZONE})\b",
    re.I | re.M,
)
_OPENING = re.compile(
    r"^[\s|*_`\[(~]*(?:at\s+|@\s*|around\s+|about\s+|approx(?:imately|\.)?\s+|circa\s+|ca\.?\s+)?", re.I
)
_ABOUT = re.compile(r"\b(?:around|about|approx(?:imately|\.)?|circa|ca\.?)\s*$|~\s*$", re.I)
_CLOSED = re.compile(r"^[\s:]*[*_`]+")
_BETWEEN = " \t|])-–—:,\\"
_RANGE = re.compile(r"^[\s*_`\])]*(?:-|–|—|to|until)[\s*_`\[(]*$")
_BEGINS = re.compile(
    r"\b(?:START OF (?:THE )?OUTAGE|(?:OUTAGE|INCIDENT|IMPACT) (?:BEGINS|STARTS|START|BEGAN|STARTED))\b"
)
_ENDS = re.compile(r"\b(?:END OF (?:THE )?OUTAGE|(?:OUTAGE|INCIDENT|IMPACT) (?:ENDS|END|ENDED|RESOLVED|OVER))\b")
_EASES = re.compile(r"\b(?:OUTAGE|INCIDENT|IMPACT) MITIGATED\b")


@dataclass
class Story:
    """What was read. `marked` are stamps that the text itself names: START OF OUTAGE."""

    events: list[ImportedEvent] = field(default_factory=list)
    not_understood: list[Unplaced] = field(default_factory=list)
    marked: dict[str, dt.datetime] = field(default_factory=dict)
    is_naive: bool = False


def zone_of(text: str) -> dt.tzinfo | None:
    """The zone that a document says all its times are in; None when it does not say."""
    found = _ALL_TIMES_IN.search(text)
    return zone_called(found[1] or found[2]) if found else None


def opens_an_entry(text: str) -> bool:
    """Whether a timeline begins with such a line: a list, a table, a day, a time."""
    is_marked = BULLET.match(text) or text.lstrip().startswith(("|", "#"))
    return bool(is_marked or next(times_in(text), None) or next(dates_in(text, year=2000), None))


@dataclass
class _Reader:
    """Walks along a timeline: the day, and the last moment, follow from what came before."""

    anchor: dt.datetime | None
    zone: dt.tzinfo | None
    story: Story
    day: dt.date | None = None

    def line(self, line: Unplaced) -> None:
        if not line.text.strip() or re.fullmatch(r"[\s|:=-]+", line.text):
            return
        bullet = BULLET.match(line.text)
        text = bullet[2] if bullet else line.text
        if self._opens_a_day(text):
            return
        date, said, rest = _leading(text, self._year())
        if said is None or not rest.strip(" |*_"):
            self._continue(line, text.strip(), is_item=bool(bullet and bullet[1]))
        elif (at := self._moment(date, said)) is None:
            self.story.not_understood.append(line)
        else:
            self._tell(at, rest, is_about=bool(_ABOUT.search(text[: said.start])))

    def _year(self) -> int | None:
        near = self.day or (self.anchor.date() if self.anchor else None)
        return near.year if near else None

    def _opens_a_day(self, text: str) -> bool:
        """Whether the line is nothing but a date, and so the day of what follows."""
        bare = text.strip().strip("#*_:= |").strip()
        bare = re.sub(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", "", bare, flags=re.I)
        if not (match := DATE.fullmatch(bare)) or not (date := next(dates_in(match[0], year=self._year()), None)):
            return False
        self.day = date
        self.anchor = None
        return True

    def _continue(self, line: Unplaced, text: str, *, is_item: bool) -> None:
        """A line without a time belongs to the entry before it: what shows it, or more of its words."""
        if self.story.events:
            last = self.story.events[-1]
            shown = with_shown(last, text, is_item=is_item)
            self.story.events[-1] = shown or replace(last, text=f"{last.text}\n{text}")
        else:
            self.story.not_understood.append(line)

    def _moment(self, date: dt.date | None, said: Said) -> dt.datetime | None:
        zone = zone_called(said.zone) if said.zone else self.zone or dt.UTC
        if zone is None:
            return None
        self.day = date or self.day
        if self.day:
            at = self._on(self.day, said.time, zone, is_named=bool(date))
        elif self.anchor:
            at = on_the_day_near(said.time, zone, self.anchor)
        else:
            return None
        self.anchor = at
        self.story.is_naive |= not said.zone and self.zone is None
        return at

    def _on(self, day: dt.date, time: dt.time, zone: dt.tzinfo, *, is_named: bool) -> dt.datetime:
        """The time on the day that holds here. Half a day back from the line before, midnight has passed."""
        at = dt.datetime.combine(day, time, zone).astimezone(dt.UTC)
        if is_named or self.anchor is None or self.anchor - at <= HALF_A_DAY:
            return at
        self.day = day + dt.timedelta(days=1)
        return dt.datetime.combine(self.day, time, zone).astimezone(dt.UTC)

    def _tell(self, at: dt.datetime, rest: str, *, is_about: bool) -> None:
        cells = (cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", rest))
        text = " · ".join(cell for cell in cells if cell)
        kind = self._mark(at, text)
        self.story.events.append(ImportedEvent(at, text, kind, is_about))

    def _mark(self, at: dt.datetime, text: str) -> str:
        for pattern, stamp, kind in (
            (_BEGINS, "started_at", "trigger"),
            (_EASES, "mitigated_at", "recovery"),
            (_ENDS, "resolved_at", "recovery"),
        ):
            if pattern.search(text):
                self.story.marked.setdefault(stamp, at)
                return kind
        return "observation"


def _leading(text: str, year: int | None) -> tuple[dt.date | None, Said | None, str]:
    """The date and time that a line begins with, and what follows them."""
    start = opened.end() if (opened := _OPENING.match(text)) else 0
    date = None
    if (match := DATE.match(text, start)) and (date := next(dates_in(match[0], year=year), None)):
        start = match.end()
        start += len(re.match(r"[\sT,|*_`\])\-–—:]*(?:at\s+)?", text[start:])[0])  # type: ignore[index]
    said = next((found for found in times_in(text) if found.start == start), None)
    if said is None:
        return None, None, text
    later = next((found for found in times_in(text) if found.start > said.end), None)
    end = later.end if later and _RANGE.match(text[said.end : later.start]) else said.end
    rest = text[end:]
    if set("*_`") & set(text[: said.start]):
        rest = _CLOSED.sub("", rest)
    return date, said, rest.lstrip(_BETWEEN).strip()


def story_of(
    lines: Iterable[Unplaced], *, anchor: dt.datetime | None, day: dt.date | None, zone: dt.tzinfo | None
) -> Story:
    """Read a timeline. `anchor` is a moment that the first entry is near to; `day` its date where there is none."""
    reader = _Reader(anchor=anchor, zone=zone, story=Story(), day=day)
    for line in without_heads(lines):
        reader.line(line)
    return reader.story


def story_in_prose(
    paragraphs: Iterable[str], *, anchor: dt.datetime | None, zone: dt.tzinfo | None
) -> list[ImportedEvent]:
    """Sentences that name a moment; the words stay as they are.

    The zone stands in the sentence or holds for the whole document: without one nothing is taken, since prose is local
    more often than not. The day stands in the sentence, or follows from the moment before.
    """
    events: list[ImportedEvent] = []
    for sentence in (sentence for paragraph in paragraphs for sentence in sentences_of(paragraph)):
        date = next(dates_in(sentence, year=anchor.year if anchor else None), None)
        said = next(iter(times_in(sentence)), None)
        named = next((time.zone for time in times_in(sentence) if time.zone), "")
        where = zone_called(named) if named else zone
        if (
            said is None
            or where is None
            or (date is None and anchor is None)
            or (named and said.zone not in ("", named))
        ):
            continue
        if date:
            at = dt.datetime.combine(date, said.time, where).astimezone(dt.UTC)
        else:
            at = on_the_day_near(said.time, where, anchor)  # type: ignore[arg-type]
        anchor = at
        events.append(ImportedEvent(at, sentence, is_about=True))
    return sorted(events[:MOST_FROM_PROSE], key=lambda event: event.at)
