"""Chats and logs as text, whatever prints a time beside words: Slack, Teams, Discord, IRC, WhatsApp, syslog, ISO."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from postmortems.timeline.importers.chat_lines import Head, separator
from postmortems.timeline.importers.chat_shape import Shape
from postmortems.timeline.importers.days import Days
from postmortems.timeline.importers.decoding import text_of
from postmortems.timeline.importers.entries import Entry, Item, Noise, NotRead, Reading
from postmortems.timeline.importers.result import CannotReadError, Problem
from postmortems.timeline.importers.speakers import bare_name, before_colon, is_bot, is_name, marked_speaker, noise_of
from postmortems.timeline.importers.story import zone_of

SLUG, NAME, SOURCE = "chat", _("Chat or log"), "chat"
# A line longer than a text may be (shared/text.py) is no chat.
LONGEST_LINE = 180_000
LARGEST = 20_000_000
NO_TIME = _("No time stands before it.")
NOTHING_SAID = _("A time, and no words.")
# What a chat's page prints around messages; it stays in the source and is left out of the words.
_CHROME = re.compile(
    r"\s*(?:\(?edited\)?|new(?: messages)?|\d{1,3} (?:repl(?:y|ies)|reactions?)|view thread|last reply .{1,60}"
    r"|:[a-z0-9_+-]{2,40}:\s*\d{0,3}|image from ios|see (?:more|less)|replied to a thread:?.{0,80}"
    r"|also sent to the channel|add reaction|app|bot|has context menu)\s*",
    re.IGNORECASE,
)
_APP = re.compile(r"\s*(?:APP|BOT)\s*")
_WORD = re.compile(r"\w")


def recognises(head: bytes) -> bool:
    """Text of any kind; the registry asks here last."""
    return head[:4] != b"PK\x03\x04"


def read(data: bytes, near: dt.date) -> Reading:
    """Every line of it, in order: in an entry, or as not understood. Raises CannotReadError for what is no text."""
    lines = text_of(data, most=LARGEST).split("\n")
    long = [at for at, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]
    if long:
        raise CannotReadError(
            *(Problem(at, LONGEST_LINE, _("This line is longer than 180,000 characters.")) for at in long)
        )
    return _Reader(lines, Shape.of(lines, near), near).read()


@dataclass
class _Open:
    """An entry whose last line has not been seen yet."""

    line: int
    at: dt.datetime
    who: str
    is_day_guessed: bool
    is_either_order: bool
    noise: str = ""
    source: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def item(self) -> Item:
        source, text = "\n".join(self.source).rstrip("\n"), "\n".join(self.words).strip()
        if not text:
            return NotRead(self.line, source, NOTHING_SAID)
        return Entry(
            line=self.line,
            source=source,
            text=text,
            at=self.at,
            who=self.who,
            kind="communication" if self.who else "observation",
            noise=self.noise or noise_of(text),
            is_day_guessed=self.is_day_guessed,
            is_either_order=self.is_either_order,
        )


class _Reader:
    def __init__(self, lines: list[str], shape: Shape, near: dt.date) -> None:
        self.lines, self.shape = lines, shape
        self.days = Days(near, shape.is_month_first, shape.is_twelve)
        self.open: _Open | None = None
        self.waiting: list[tuple[int, str]] = []  # days and names: they belong to the entry that follows
        self.named = self.speaker = self.before = ""

    def read(self) -> Iterator[Item]:
        """Walk down; each line opens an entry, goes on with one, or waits for the next."""
        for at, line in enumerate(self.lines, 1):
            if not line.strip():
                self._blank()
            elif self._names_the_next(at, line):
                yield from self._close()
                self.named = f"{self.named} {line.strip()}" if _APP.fullmatch(line) else line
                self.waiting.append((at, line))
            elif (day := separator(line)) and self.days.open(day):
                yield from self._close()
                self.waiting.append((at, line))
            else:
                yield from self._line(at, line)
        yield from self._close()
        yield from self._left_waiting()

    def _blank(self) -> None:
        if self.open:
            self.open.words.append("")
            self.open.source.append("")

    def _names_the_next(self, at: int, line: str) -> bool:
        after = at + 1 if at < len(self.lines) and _APP.fullmatch(self.lines[at]) else at
        following = self.shape.head_of(self.lines[after]) if after < len(self.lines) else None
        if following is None or following.style != "lone":
            return False
        return self.shape.may_name(line, following, is_apart=at == 1 or not self.lines[at - 2].strip())

    def _line(self, at: int, line: str) -> Iterator[Item]:
        head = self.shape.head_of(line)
        moment = self.days.moment(head.stamp) if head else None
        if head and moment:
            yield from self._close()
            self._begin(at, line, head, *moment)
        elif self.open:
            self._go_on(line)
        elif _WORD.search(line):
            yield from self._left_waiting()
            self.days.zone = self.days.zone or zone_of(line)
            yield NotRead(at, line, NO_TIME)

    def _begin(self, at: int, line: str, head: Head, moment: dt.datetime, is_day_guessed: bool) -> None:
        who, text, noise = self._spoken(head, line)
        first = self.waiting[0][0] if self.waiting else at
        is_either = bool(head.stamp.day and head.stamp.day.is_either)
        self.open = _Open(first, moment, who, is_day_guessed, is_either, noise)
        self.open.source = [*(waited for _at, waited in self.waiting), line]
        self.open.words = [text] if text else []
        self.waiting, self.named, self.speaker = [], "", who

    def _go_on(self, line: str) -> None:
        if self.open is None:
            return
        self.open.source.append(line)
        before, self.before = self.before, line
        is_count = line.strip().isdecimal() and before.strip().startswith(":")  # how many chose that emoji
        if not is_count and not _CHROME.fullmatch(line):
            self.open.words.append(line.rstrip())

    def _spoken(self, head: Head, line: str) -> tuple[str, str, str]:
        """Who speaks in a line with this head, what they say in it, and which noise it is."""
        rest = line[head.rest_from :] if head.rest else ""  # also beyond what was looked at
        if head.style == "lead":
            return self._after_stamp(rest.rstrip(" |") if line.lstrip().startswith("|") else rest)
        if head.style == "within":
            return "", line.strip(), ""
        name = head.before or self.named
        who = bare_name(name) if name else self.speaker
        return who, rest, Noise.BOT if head.is_bot or is_bot(name.strip()) else ""

    def _after_stamp(self, rest: str) -> tuple[str, str, str]:
        if marked := marked_speaker(rest):
            return marked.who, marked.text, marked.noise
        said = before_colon(rest)
        if said and self.shape.is_spoken_by(said[0]):
            return said[0], said[1], Noise.BOT if is_bot(said[0]) else ""
        if self.shape.has_bare_names and is_name(rest):
            return bare_name(rest), "", Noise.BOT if is_bot(rest) else ""
        return "", rest, ""

    def _close(self) -> Iterator[Item]:
        if self.open:
            yield self.open.item()
        self.open = None

    def _left_waiting(self) -> Iterator[Item]:
        for at, line in self.waiting:
            yield NotRead(at, line, NO_TIME)
        self.waiting = []


def numbered(reading: Reading) -> Reading:
    """The same reading, in which no two entries have one identity: "ok" twice in a minute are two."""
    seen: dict[str, int] = {}
    for item in reading:
        if isinstance(item, NotRead):
            yield item
            continue
        identity = item.identity
        seen[identity] = again = seen.get(identity, 0) + 1
        yield item if again == 1 else replace(item, external_id=f"{identity}:{again}")
