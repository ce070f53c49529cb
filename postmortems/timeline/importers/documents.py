"""A finished document, whatever it is written in, as a draft of a review."""

from postmortems.timeline.importers import markdown, opsgenie_postmortem
from postmortems.timeline.importers.decoding import beginning
from postmortems.timeline.importers.registry import HEAD
from postmortems.timeline.importers.result import ImportedReview


def read_document(data: bytes) -> ImportedReview:
    """Opsgenie's postmortem, or text with whatever headings; its problems and nothing else where it cannot be read."""
    if opsgenie_postmortem.recognises(beginning(data, HEAD)):
        return opsgenie_postmortem.read(data)
    return markdown.read(data)
