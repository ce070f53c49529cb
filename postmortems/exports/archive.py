"""A document and its files as one ZIP, and such a ZIP opened again.

What is read from a ZIP is what the document names, at the place that it names, and no more of it than a file may have:
names in an archive never become places on a disk here.
"""

import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import IO, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from postmortems.attachments import storage
from postmortems.attachments.models import Attachment
from postmortems.exports.problems import Problem, ProblemsFound
from postmortems.exports.record import path_of

DOCUMENT = "review.json"
LARGEST = 10_000_000  # bytes of a document
IN_MEMORY = 5_000_000
MOST_ENTRIES = 1_000
BROKEN = (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error)


def zipped(documents: Mapping[str, str], files: Iterable[Attachment]) -> IO[bytes]:
    """The documents by their names, and the files beside them. What a backup did not bring back is left out."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in documents.items():
            archive.writestr(name, words)
        for one in files:
            place = storage.place_of(one.stored)
            if place.exists():
                archive.write(place, path_of(one), zipfile.ZIP_STORED)
    file.seek(0)
    return file


class Archive:
    """A ZIP that somebody brought. Raises ProblemsFound where it cannot be read."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except BROKEN as error:
            raise _unreadable() from error
        if len(self._zip.infolist()) > MOST_ENTRIES:
            raise ProblemsFound([Problem(_("the archive"), _("It holds more files than a review can have."))])

    def document(self) -> bytes:
        """The bytes of review.json."""
        found = self._read(DOCUMENT, LARGEST)
        if found is None:
            raise ProblemsFound([Problem(_("the archive"), _("No review.json lies in it."))])
        with found:
            return found.read()

    def open(self, path: str) -> IO[bytes] | None:
        """The file at that place, whole; None where there is none."""
        return self._read(path, settings.FILE_LIMIT)

    def _read(self, path: str, most: int) -> IO[bytes] | None:
        """Copied out piece by piece: what says that it is small and is not is stopped where the limit is."""
        try:
            info = self._zip.getinfo(path)
        except KeyError:
            return None
        taken = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
        try:
            with self._zip.open(info) as source:
                while piece := source.read(256 * 1024):
                    if taken.tell() + len(piece) > most:
                        raise ProblemsFound([Problem(path, _("It is larger than a file may be."))])
                    taken.write(piece)
        except BROKEN as error:
            raise _unreadable() from error
        taken.seek(0)
        return taken


def _unreadable() -> ProblemsFound:
    return ProblemsFound([Problem(_("the archive"), _("It cannot be opened as a ZIP."))])
