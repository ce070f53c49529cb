"""A quiet word about what is being typed: one place, one question, sentences to start from. Nothing of it is kept."""

from dataclasses import dataclass

from postmortems.language import Finding, Verdict
from postmortems.wording.judge import of_others
from postmortems.wording.known import known
from postmortems.wording.policy import Policy
from postmortems.wording.refusal import Coaching, in_browser, told


@dataclass(frozen=True)
class Hint:
    """`start` and `end` say which letters of the text the hint is about, as a browser counts them."""

    start: int
    end: int
    coaching: Coaching


def hints(words: str, *, policy: Policy = Policy.REFUSE, most: int | None = None) -> list[Hint]:
    """What stands out, what weighs most first, at most so many. One query."""
    verdict = known().check(words)
    if policy == Policy.OWN:
        verdict = of_others(verdict)
    return [_hint(words, finding) for finding in _heaviest_first(verdict)[:most]]


def _hint(words: str, finding: Finding) -> Hint:
    start, end = in_browser(words, finding.start), in_browser(words, finding.end)
    return Hint(start, end, told(finding, words))


def _heaviest_first(verdict: Verdict) -> list[Finding]:
    return sorted(verdict.findings, key=lambda finding: (-finding.level.weight, finding.start))
