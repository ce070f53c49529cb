"""Where the words of an entry can be cut in two. Pure; places are counted in characters of the source."""

import re
from dataclasses import dataclass

# After the end of a sentence or a line.
_SEAM = re.compile(r"(?<=[.!?])\s+(?=\S)|\n+(?=\S)")
AROUND = 60  # characters of the words beside a cut that are shown


@dataclass(frozen=True)
class Cut:
    """A place to cut at: the words just before it and just after."""

    at: int
    before: str
    after: str


def places_to_cut(words: str) -> list[Cut]:
    """The seams between sentences and lines; without any, those between words."""
    seams = [found.end() for found in _SEAM.finditer(words)]
    ends = seams or [found.end() for found in re.finditer(r"\s+(?=\S)", words)]
    return [Cut(at, words[:at].rstrip()[-AROUND:], words[at:][:AROUND].rstrip()) for at in ends if at]


def halves(words: str, at: int) -> tuple[str, str]:
    """The words before the place, and those from it on."""
    return words[:at].strip(), words[at:].strip()
