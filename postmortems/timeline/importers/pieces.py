"""JSON taken apart into its pieces, each with its place and as it stands in the file. Pure."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from postmortems.timeline.importers.decoding import text_of
from postmortems.timeline.importers.entries import Entry, Item, NotRead, Reading
from postmortems.timeline.importers.result import CannotReadError, Problem
from postmortems.timeline.importers.times import as_stored
from postmortems.timeline.parsing import YEARS

LARGEST = 20_000_000
DEEPEST = 100
# One level that several products put around what they send.
WRAPPER = "data"
UNKNOWN = _("This kind is not known here.")
_SPACE = re.compile(r"[ \t\n\r]*")
_NESTING = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', re.DOTALL)
_decoder = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Piece:
    """One value of the list that the file is about. `around` is what stands beside the list."""

    value: Any
    line: int
    source: str
    around: dict[str, Any] = field(default_factory=dict)


def pieces_of(data: bytes, *keys: str) -> list[Piece]:
    """The values of the lists under `keys`, of a list at the top, or of one document a line; else the whole document.

    Raises CannotReadError for what is no JSON, with line and column.
    """
    text = text_of(data, most=LARGEST)
    try:
        return list(_Walk(text, keys).pieces())
    except json.JSONDecodeError as error:
        raise CannotReadError(
            Problem(error.lineno, error.colno, _("This is no JSON: %(detail)s."), {"detail": error.msg})
        ) from error
    except RecursionError as error:
        raise CannotReadError(_too_deep(text)) from error
    except ValueError as error:  # a number of many thousand digits
        raise CannotReadError(Problem(1, 1, _("There is a number in it that cannot be read."))) from error


def read_pieces(pieces: Iterable[Piece], entries_of: Callable[[Piece], Iterable[Entry]]) -> Reading:
    """The entries of all pieces in order of time; one that gives none, or is odd, was not understood."""
    items: list[Item] = []
    for piece in pieces:
        try:
            found = list(entries_of(piece))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
            found = []
        told = [entry for entry in found if entry.text.strip()]
        items += told
        if not told or len(told) < len(found):  # a moment for which no words were given is shown as well
            items.append(NotRead(piece.line, piece.source, UNKNOWN))
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    yield from sorted(items, key=lambda item: as_stored(item.at) if isinstance(item, Entry) else far)


def instant(said: object) -> dt.datetime | None:
    """A moment as products write it: ISO 8601, or a count since 1970 (of seconds, or thousandths, millionths,
    billionths of one). None for none (year 1) and for nonsense; a moment without a zone is in UTC.
    """
    if isinstance(said, bool) or said is None or said == "":
        return None
    try:
        if isinstance(said, int | float) or str(said).replace(".", "", 1).isdecimal():
            count = float(str(said))
            scale = next((scale for scale in (1e9, 1e6, 1e3) if count > 1e8 * scale), 1)
            return dt.datetime.fromtimestamp(count / scale, dt.UTC)
        read = dt.datetime.fromisoformat(str(said).strip())
        at = read.astimezone(dt.UTC) if read.tzinfo else read.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if at.year in YEARS else None


def moment(said: object) -> dt.datetime:
    """The same where there has to be one. Raises ValueError."""
    found = instant(said)
    if found is None:
        raise ValueError("no moment")
    return found


def words(*parts: object) -> str:
    """The texts among these, one after the other, each once."""
    return "\n".join(dict.fromkeys(str(part).strip() for part in parts if isinstance(part, str) and part.strip()))


def named(value: object, *keys: str) -> str:
    """The first of these texts that a value has; the value itself where it is a text."""
    if isinstance(value, dict):
        return next((str(value[key]) for key in keys if isinstance(value.get(key), str) and value[key]), "")
    return value if isinstance(value, str) else ""


@dataclass
class _Walk:
    text: str
    keys: tuple[str, ...]
    line: int = 1
    counted: int = 0

    def pieces(self) -> Iterator[Piece]:
        at = self._skip(0)
        while at < len(self.text):
            if self.text[at] == "[":
                found, at = self._list(at, {})
                yield from found
            elif self.text[at] == "{":
                found, at = self._document(at)
                yield from found
            else:
                value, end = _decoder.raw_decode(self.text, at)
                yield Piece(value, self._line(at), self.text[at:end])
                at = end
            at = self._skip(at)

    def _document(self, at: int) -> tuple[list[Piece], int]:
        start = at
        around: dict[str, Any] = {}
        lists: list[int] = []
        at = self._members(at, around, lists)
        if not lists:
            return [Piece(around, self._line(start), self.text[start:at], around)], at
        found: list[Piece] = []
        for place in lists:
            found += self._list(place, around)[0]
        return found, at

    def _members(self, at: int, around: dict[str, Any], lists: list[int]) -> int:
        """Read an object into `around`; of the lists that are asked for, only where they begin."""
        at = self._skip(at + 1)
        while self.text[at : at + 1] != "}":
            key, at = _decoder.raw_decode(self.text, at)
            at = self._skip(self._after(at, ":"))
            opens = self.text[at : at + 1]
            if opens == "[" and key in self.keys:
                lists.append(at)
                _value, at = _decoder.raw_decode(self.text, at)
            elif opens == "{" and key == WRAPPER and self.keys:
                at = self._members(at, around, lists)
            else:
                around[str(key)], at = _decoder.raw_decode(self.text, at)
            at = self._skip(at)
            if self.text[at : at + 1] != "}":
                at = self._skip(self._after(at, ","))
        return at + 1

    def _list(self, at: int, around: dict[str, Any]) -> tuple[list[Piece], int]:
        found = []
        at = self._skip(at + 1)
        while self.text[at : at + 1] != "]":
            value, end = _decoder.raw_decode(self.text, at)
            found.append(Piece(value, self._line(at), self.text[at:end], around))
            at = self._skip(end)
            if self.text[at : at + 1] != "]":
                at = self._skip(self._after(at, ","))
        return found, at + 1

    def _after(self, at: int, expected: str) -> int:
        at = self._skip(at)
        if self.text[at : at + 1] != expected:
            raise json.JSONDecodeError(f"Expecting '{expected}' delimiter", self.text, at)
        return at + 1

    def _skip(self, at: int) -> int:
        return _SPACE.match(self.text, at).end()  # type: ignore[union-attr]

    def _line(self, at: int) -> int:
        """The line of a place; places are mostly asked for in order."""
        if at < self.counted:
            self.line, self.counted = 1, 0
        self.line += self.text.count("\n", self.counted, at)
        self.counted = at
        return self.line


def _too_deep(text: str) -> Problem:
    depth = 0
    for found in _NESTING.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            line = text.count("\n", 0, found.start()) + 1
            return Problem(
                line, found.start() - text.rfind("\n", 0, found.start()), _("It is nested too deeply from here on.")
            )
    return Problem(1, 1, _("It is nested too deeply."))
