"""A whole Slack export as ZIP: one folder a channel, one file a day. Read by days, one day in memory at a time.

Refused: what is no ZIP, archives within the archive, passwords, and files that unpack to more than they should.
"""

import datetime as dt
import json
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from postmortems.timeline.importers.entries import Item, NotRead
from postmortems.timeline.importers.pieces import pieces_of, read_pieces
from postmortems.timeline.importers.result import CannotReadError, Problem
from postmortems.timeline.importers.slack_messages import entries_of, people_of
from postmortems.timeline.importers.times import as_stored

SLUG, NAME, SOURCE = "slack-export", _("Slack export"), "chat"
MOST_FILES = 200_000
# A day of one channel; a member larger than this was not written by Slack.
LARGEST_DAY, LARGEST_LIST = 20_000_000, 100_000_000
# JSON of chats packs to a fifth or a tenth; a hundredth and less is a bomb.
LEAST_PACKED, SMALL = 200, 1_000_000
_DAY = re.compile(r"(?:.*/)?([^/]+)/(\d{4}-\d\d-\d\d)\.json")
# What the library raises for bytes that are no sound ZIP, read or seen while they were damaged at random.
BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, lzma.LZMAError),
    *(ValueError, KeyError, IndexError, OverflowError, OSError, EOFError, RuntimeError, MemoryError),
)
_NESTED = (".zip", ".gz", ".tar", ".7z", ".rar", ".xz")


@dataclass(frozen=True, order=True)
class DayFile:
    """What one channel said on one day. `size` is in bytes, unpacked."""

    day: dt.date
    channel: str
    member: str
    size: int


@dataclass(frozen=True)
class Archive:
    """An export whose table of contents was read and found sound."""

    packed: zipfile.ZipFile
    days: list[DayFile] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # members that are no day of a channel

    @property
    def channels(self) -> dict[str, int]:
        """How many bytes each channel said."""
        found: dict[str, int] = {}
        for file in self.days:
            found[file.channel] = found.get(file.channel, 0) + file.size
        return found

    def chosen(self, channels: Iterable[str], first: dt.date, last: dt.date) -> list[DayFile]:
        """The days of these channels, in order."""
        named = set(channels)
        return sorted(file for file in self.days if file.channel in named and first <= file.day <= last)


def recognises(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def open_archive(file: IO[bytes]) -> Archive:
    """Read the table of contents. Raises CannotReadError."""
    try:
        packed = zipfile.ZipFile(file)
    except BROKEN as error:
        raise CannotReadError(Problem(1, 1, _("This ZIP file is damaged or was cut off."))) from error
    members = [member for member in packed.infolist() if not member.is_dir()]
    problems = [Problem(at, 1, *reason) for at, member in enumerate(members, 1) if (reason := _refused(member))]
    if len(members) > MOST_FILES:
        problems.insert(0, Problem(1, 1, _("There are more than 200,000 files in it.")))
    if problems:
        raise CannotReadError(*problems[:20])
    archive = Archive(packed)
    for member in members:
        day = _day_file(member)
        archive.days.append(day) if day else archive.others.append(member.filename)
    if not archive.days:
        raise CannotReadError(
            Problem(1, 1, _("No day of a channel is in it: a Slack export has one folder a channel."))
        )
    return archive


def _refused(member: zipfile.ZipInfo) -> tuple[Any, dict[str, object]] | None:
    """Why a member makes the archive one that is not opened."""
    values: dict[str, object] = {"name": member.filename[:80]}
    if member.flag_bits & 0x1:
        return _("%(name)s is locked by a password."), values
    if member.filename.lower().endswith(_NESTED):
        return _("%(name)s is an archive within the archive."), values
    if member.file_size > LARGEST_LIST or (_DAY.fullmatch(member.filename) and member.file_size > LARGEST_DAY):
        return _("%(name)s unpacks to more than a day of a channel can be."), values
    if member.file_size > SMALL and member.file_size > LEAST_PACKED * max(member.compress_size, 1):
        return _("%(name)s unpacks to two hundred times its size."), values
    return None


def _day_file(member: zipfile.ZipInfo) -> DayFile | None:
    found = _DAY.fullmatch(member.filename)
    try:
        day = dt.date.fromisoformat(found[2]) if found else None
    except ValueError:
        return None
    return DayFile(day, found[1], member.filename, member.file_size) if found and day else None


def people_in(archive: Archive) -> dict[str, str]:
    """Who is behind the ids; an export without a list of people keeps its ids."""
    people: dict[str, str] = {}
    for name in ("org_users.json", "users.json"):
        for member in (one for one in archive.others if one.rpartition("/")[2] == name):
            try:
                listed = json.loads(unpacked(archive, member, most=LARGEST_LIST))
            except (ValueError, RecursionError):
                continue
            people |= people_of(listed if isinstance(listed, list) else [])
    return people


def read_days(archive: Archive, files: list[DayFile], people: dict[str, str]) -> Iterator[tuple[int, list[Item]]]:
    """Day by day: how many bytes were read, and what was said that day in all channels, in order of time.

    Raises CannotReadError for a day that is no JSON, naming it.
    """
    names_channel = len({file.channel for file in files}) > 1
    day: list[Item] = []
    for at, file in enumerate(files):
        day += _read_day(archive, file, people, channel=file.channel if names_channel else "")
        if at + 1 == len(files) or files[at + 1].day != file.day:
            done = sum(one.size for one in files[: at + 1] if one.day == file.day)
            yield done, sorted(day, key=_in_order)
            day = []


def _read_day(archive: Archive, file: DayFile, people: dict[str, str], *, channel: str) -> list[Item]:
    try:
        data = unpacked(archive, file.member, most=LARGEST_DAY)
        return list(read_pieces(pieces_of(data), lambda piece: entries_of(piece, people, channel=channel)))
    except CannotReadError as error:
        where = {"name": file.member}
        named = [
            Problem(one.line, one.column, _("%(name)s: %(why)s"), where | {"why": one.words}) for one in error.problems
        ]
        raise CannotReadError(*named) from error


def unpacked(archive: Archive, member: str, *, most: int) -> bytes:
    """The member's bytes, `most` at most whatever its table of contents says. Raises CannotReadError."""
    try:
        with archive.packed.open(member) as stream:
            data = stream.read(most + 1)
    except BROKEN as error:
        raise CannotReadError(Problem(1, 1, _("%(name)s is damaged."), {"name": member[:80]})) from error
    if len(data) > most:
        raise CannotReadError(Problem(1, 1, _("%(name)s unpacks to more than it says."), {"name": member[:80]}))
    return data


def _in_order(item: Item) -> tuple[bool, dt.datetime]:
    if isinstance(item, NotRead):
        return True, dt.datetime.min.replace(tzinfo=dt.UTC)
    return False, as_stored(item.at)
