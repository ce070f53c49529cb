"""What somebody did not do, was not, or never does."""

from __future__ import annotations

from postmortems.language.agents import Actor
from postmortems.language.deed import Deed
from postmortems.language.excuse import excused, strained
from postmortems.language.quality import not_good
from postmortems.language.verdict import Level
from postmortems.language.words import classes

Judgement = tuple[str, Level]
_KNOWN = classes()
_FORGIVEN = ("will", "won't", "'ll", "would", "wouldn't", "can", "may")


def undone(deed: Deed) -> Judgement | None:
    """What somebody did not do, was not, or never does."""
    clause, lows = deed.clause, deed.parser.lows[deed.clause.start : deed.clause.verb + 1]
    if _KNOWN["impossible"].intersection(lows) or clause.modal in _FORGIVEN:
        return None
    if not_good(deed):
        return None if excused(deed) else ("verdict", Level.BLAME)
    if clause.lemma in _NO_DUTY or clause.opener in ("if", "had") or _described(deed) or _first_time(deed):
        return None
    return None if excused(deed) or _harmless(deed) else _neglected(deed)


def _neglected(deed: Deed) -> Judgement | None:
    clause = deed.clause
    if clause.lemma in ("understand", "grasp") or (clause.lemma == "know" and "how" in deed.tail[:2]):
        return ("mind", Level.BLAME)
    if clause.lemma in _MINDING and deed.tail[:1] not in _THOUGHTLESS:
        return None
    if "ability" in deed.kinds:
        return None
    mild = (
        strained(deed)
        or clause.lemma in _PERCEIVING
        or deed.subject[-1:] in (["user"], ["client"], ["caller"], ["you"])
    )
    return ("duty", Level.COACH if mild and not _spoken_to(deed) else Level.BLAME)


_NO_DUTY = frozenset({"be", "seem", "appear", "blame", "fault", "deserve", "mind", "cause", "complain"})
_PERCEIVING = classes()["perceiving"]


def _spoken_to(deed: Deed) -> bool:
    """ "You did not test this": said to somebody; "you do not use this" may be anybody."""
    lows = set(deed.parser.lows[deed.clause.start : deed.clause.verb + 1])
    return deed.subject == ["you"] and bool(lows & {"did", "didn't", "never", "was", "were", "obviously", "clearly"})


_THOUGHTLESS: tuple[list[str], ...] = (
    [],
    ["it"],
    ["."],
    ["about"],
    ["of"],
    ["ahead"],
    ["twice"],
    ["first"],
    ["before"],
    ["through"],
    [","],
    ["hard"],
)
_MINDING = frozenset({"think", "believe", "suspect", "expect", "imagine", "speak"})


def _described(deed: Deed) -> bool:
    """ "a language he does not read": the clause describes a thing, and the thing is the condition."""
    at, parser = deed.clause.start - 1, deed.parser
    before = parser.clauses[deed.index - 1] if deed.index and deed.clause.complement else None
    return before is not None and before.actor is Actor.THING and parser.codes[at] == "" and before.verb < at


def _first_time(deed: Deed) -> bool:
    """ "had not used the new console before": what nobody has shown somebody is a condition."""
    return deed.clause.perfect and deed.tail[-1:] == ["."] and deed.tail[-2:-1] == ["before"]


def _harmless(deed: Deed) -> bool:
    """ "did not break anything", "did not forget the step", "did not cause it"."""
    return bool(deed.kinds & {"harm", "slip", "strong"}) or ("fail" in deed.kinds and deed.clause.lemma != "mess")
