"""From bytes to text: byte order marks, UTF-16, line ends. What is no text is refused with its place."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from postmortems.timeline.importers.result import CannotReadError, Problem

# A review of this size has never been seen; the limit keeps one file from holding a worker.
LARGEST = 2_000_000
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LOOK = 1_000


def text_of(data: bytes, *, most: int = LARGEST) -> str:
    """The document with \\n at its line ends. Raises CannotReadError."""
    if len(data) > most:
        line, reason = (
            data.count(b"\n", 0, most) + 1,
            _("The file is longer than %(mb)d MB; here is where that begins."),
        )
        raise CannotReadError(Problem(line, 1, reason, {"mb": most // 1_000_000}))
    encoding, skip = _encoding(data)
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        before = data[skip : skip + error.start].decode(encoding, "ignore")
        raise CannotReadError(_at_end_of(before, _("These bytes are no text. Save the file as UTF-8."))) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if nothing := [match.start() for match in re.finditer("\x00", text)]:
        reason = _("There is a character here that cannot be kept (NUL).")
        raise CannotReadError(*(_at_end_of(text[:place], reason) for place in nothing[:20]))
    if not text.strip():
        raise CannotReadError(Problem(1, 1, _("There is nothing in this file.")))
    return text


def beginning(data: bytes, length: int) -> bytes:
    """How a file begins, in UTF-8 whatever it is in, for who looks for words in it."""
    encoding, skip = _encoding(data)
    return data[skip:length].decode(encoding, "ignore").encode("utf-8", "ignore")


def _encoding(data: bytes) -> tuple[str, int]:
    """The encoding, and how many bytes its mark takes."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    start = data[:_LOOK]
    # English in UTF-16 has a NUL in every other byte.
    if len(start) >= 4 and start[1::2].count(0) > len(start) // 4 and not start[::2].count(0):
        return "utf-16-le", 0
    if len(start) >= 4 and start[::2].count(0) > len(start) // 4 and not start[1::2].count(0):
        return "utf-16-be", 0
    return "utf-8", 0


def _at_end_of(before: str, reason: str | Promise) -> Problem:
    return Problem(before.count("\n") + 1, len(before) - before.rfind("\n"), reason)
