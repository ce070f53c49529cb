"""Which judge hears a clause: by who acts in it."""

from __future__ import annotations

from collections.abc import Callable

from postmortems.language.agents import Actor
from postmortems.language.counterfactuals import counterfactual
from postmortems.language.deed import Deed
from postmortems.language.grammar import Parser
from postmortems.language.group import collective, nobody
from postmortems.language.hypothetical import supposed
from postmortems.language.impersonal import thing
from postmortems.language.individual import Judgement, individual
from postmortems.language.strangers import may_be_named, surely_somebody
from postmortems.language.verdict import Level


def judge(parser: Parser, index: int) -> Judgement | None:
    """The rule a clause meets and how heavy it is, or None."""
    deed = Deed.at(parser, index)
    if supposed(deed):
        return None
    if _denied(parser, index):
        return None
    if found := counterfactual(deed):
        return found
    actor = deed.clause.actor
    if deed.subject in (["us"], ["them"], ["him"], ["me"]) and not {"fail", "harm"} & deed.kinds:
        return None  # "would have let us rotate": an object, and not who acts
    if actor is Actor.THING and may_be_named(deed):
        found = individual(deed, known=False)
        return found if found is None or surely_somebody(deed) else (found[0], Level.COACH)
    return _JUDGES.get(actor, collective)(deed)


def _denied(parser: Parser, index: int) -> bool:
    """ "We do not think that anybody was careless here"; with a "but" behind it, it is thought all the same."""
    outer = parser.clauses[index - 1] if index else None
    thought = outer is not None and outer.negated and outer.lemma in ("think", "believe", "feel", "suggest")
    told = parser.clauses[index].opener == "relative" or parser.clauses[index].complement
    return thought and told and "but" not in parser.words


_JUDGES: dict[Actor, Callable[[Deed], Judgement | None]] = {
    Actor.PERSON: individual,
    Actor.SELF: individual,
    Actor.NOBODY: nobody,
    Actor.THING: thing,
}
