"""The language guard asked on behalf of this organisation: it knows its people, its services and its own words."""

from postmortems.language import Level, Verdict
from postmortems.wording.known import known


def judge(words: str) -> Verdict:
    """What the guard says of these words. One query, for what is known here."""
    return known().check(words)


def blames(verdict: Verdict) -> bool:
    """Whether the words put the cause in a person."""
    return verdict.level == Level.BLAME


def of_others(verdict: Verdict) -> Verdict:
    """The verdict without what the author says of themselves (rule `self`)."""
    findings = tuple(finding for finding in verdict.findings if finding.rule != "self")
    worst = max((finding.level for finding in findings), key=lambda level: level.weight, default=Level.OK)
    return Verdict(worst, findings)
