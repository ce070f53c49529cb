"""A finished document, whatever it is written in, as a draft of a review."""

from postmortems.timeline.importers import markdown, opsgenie_postmortem
from postmortems.timeline.importers.decoding import beginning
from postmortems.timeline.importers.headings import parts_of
from postmortems.timeline.importers.registry import HEAD
from postmortems.timeline.importers.result import ImportedReview

# So many parts that every postmortem has make a document; a chat may well hold one such word on a line.
A_DOCUMENT = 2


def is_document(text: str) -> bool:
    """Whether this text has the headings of a finished postmortem."""
    parts = parts_of(text, first_line=1)
    return len({part.meaning for part in parts if part.meaning}) >= A_DOCUMENT


def read_document(data: bytes) -> ImportedReview:
    """Opsgenie's postmortem, or text with whatever headings; its problems and nothing else where it cannot be read."""
    if opsgenie_postmortem.recognises(beginning(data, HEAD)):
        return opsgenie_postmortem.read(data)
    return markdown.read(data)
