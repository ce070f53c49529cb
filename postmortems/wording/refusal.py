"""What a page shows beside words that the guard refused: one question, one reason, sentences to start from."""

import re
from dataclasses import dataclass

from postmortems.language import Finding, Level, Verdict

GAP = "___"  # where a suggested sentence waits for what only its author can know
_SENTENCE_ENDS = re.compile(r"([.!?])(?:\s+|$)|\n+")
_MARKED = re.compile(r"^(.*?)\*(.*)\*(.*)$", re.DOTALL)


@dataclass(frozen=True)
class Offer:
    """A sentence to start from, cut at its gap. `words` is what goes into the field."""

    before: str
    after: str
    words: str
    has_gap: bool


@dataclass(frozen=True)
class Coaching:
    """One finding, told kindly. `marked` are the author's words that stand out, between `before` and `after`; `at` is
    where in the text they begin, as a browser counts.
    """

    at: int
    question: str
    before: str
    marked: str
    after: str
    offers: tuple[Offer, ...]
    is_refusal: bool


def coaching(verdict: Verdict, words: str = "") -> Coaching | None:
    """What to say about this verdict on `words`: its worst finding, the first one. None where nothing stands out."""
    found = next((finding for finding in verdict.findings if finding.level == verdict.level), None)
    return told(found, words) if found else None


def told(finding: Finding, words: str) -> Coaching:
    """This finding as a page shows it."""
    before, marked, after = _reason(finding.why)
    return Coaching(
        at=in_browser(words, finding.start),
        question=finding.question,
        before=before,
        marked=marked,
        after=after,
        offers=tuple(_offer(words) for words in finding.suggestions),
        is_refusal=finding.level == Level.BLAME,
    )


def _reason(why: str) -> tuple[str, str, str]:
    match = _MARKED.match(why)
    return (match[1], match[2], match[3]) if match else (why, "", "")


def _offer(words: str) -> Offer:
    before, gap, after = words.partition(GAP)
    return Offer(before=before, after=after, words=words, has_gap=bool(gap))


def in_browser(words: str, at: int) -> int:
    """The same place as a browser counts it: in units of UTF-16, where an emoji is two."""
    return len(words[:at].encode("utf-16-le", "surrogatepass")) // 2


def begun(words: str, offer: str, verdict: Verdict) -> str:
    """The words with this offer in place of the sentence that it was made for; the offer alone where that is gone."""
    finding = next((finding for finding in verdict.findings if offer in finding.suggestions), None)
    if finding is None:
        return offer
    start, end = sentence_around(words, finding.start)
    return words[:start] + offer + words[end:]


def sentence_around(words: str, at: int) -> tuple[int, int]:
    """Where the sentence begins and ends (its full stop included) that holds this place; a line break ends one too."""
    start = max((found.end() for found in _SENTENCE_ENDS.finditer(words, 0, at)), default=0)
    found = _SENTENCE_ENDS.search(words, at)
    end = found.start() + len(found[1] or "") if found else len(words)
    return start, end
