"""What a page shows beside words that the guard refused: one question, one reason, sentences to start from."""

import re
from dataclasses import dataclass

from postmortems.language import Finding, Level, Verdict

GAP = "___"  # where a suggested sentence waits for what only its author can know
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
    """One finding, told kindly. `marked` are the author's words that stand out, between `before` and `after`."""

    question: str
    before: str
    marked: str
    after: str
    offers: tuple[Offer, ...]
    is_refusal: bool


def coaching(verdict: Verdict) -> Coaching | None:
    """What to say about this verdict: its worst finding, the first of them. None where nothing stands out."""
    found = next((finding for finding in verdict.findings if finding.level == verdict.level), None)
    return told(found) if found else None


def told(finding: Finding) -> Coaching:
    """This finding as a page shows it."""
    before, marked, after = _reason(finding.why)
    return Coaching(
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
