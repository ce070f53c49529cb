"""What explains an act: a condition of a thing, a rule that was kept to, a strain; and what only seems to explain."""

from __future__ import annotations

from postmortems.language.agents import Actor
from postmortems.language.clauses import Clause
from postmortems.language.deed import Deed
from postmortems.language.grammar import Parser
from postmortems.language.words import classes

_KNOWN = classes()
_PLAIN, _CONFORMING, _STRAIN = _KNOWN["plain"], _KNOWN["conforming"], _KNOWN["strain"]
_REASONS = frozenset({"because", "since", "as", "given"})
_OUTCOMES = frozenset({"therefore", "hence", "thus", "consequently", "then", "so", "eventually", "finally"})
_JUDGED = _KNOWN["poor_things"] | _KNOWN["verdicts"] | {"forbidden", "prohibited", "against", "mistake", "wrong"}
_PERSONAL_LACK = _KNOWN["person_qualities"] | _KNOWN["failing_nouns"] - {"failure", "fault"}


def excused(deed: Deed) -> bool:
    """Is there a condition beside this act that explains it?"""
    return explained(deed.parser, deed.index) or _owing(deed) or _for_a_reason(deed) or _by_the_book(deed)


def explained(parser: Parser, index: int) -> bool:
    """Does a clause about a thing explain this act ("... because the lamp shows the command")?

    "True, but" conceding clauses stand before the act and explain nothing; nor does a reason that is about a person
    again ("because he was impatient"), or one that says how plain it was ("the sign is clearly visible").
    """
    clauses = parser.clauses
    if clauses[index].opener in ("because", "since") and clauses[index].actor is not Actor.THING:
        return False
    if index == 0 and parser.lows[0] in ("because", "since"):
        return False  # the act itself is given as the reason
    if index and _led_to_it(parser, clauses[index - 1], clauses[index]):
        return True
    if _beside(parser, clauses[index + 1 : index + 2]):
        return True
    for later in clauses[index + 1 : index + 4]:
        unwritten = later.actor is Actor.NOBODY and later.opener == "because"
        if (later.actor is not Actor.THING and not unwritten) or later.carried or later.complement:
            continue
        if later.opener in _REASONS or later.opener == "":
            return _explains(parser, later) if later.opener else _is_state(parser, later)
    return False


def _beside(parser: Parser, after: list[Clause]) -> bool:
    """ "..., which the printed checklist does not contain": what a thing is or does, told of what was acted on."""
    if not after or after[0].opener != "relative" or after[0].actor is not Actor.THING:
        return False
    told = after[0].subject
    begin = told.start if told else after[0].start
    if parser.lows[max(0, begin - 2) : begin] != [",", "which"]:
        return False
    return _explains(parser, after[0]) if told else _tells(parser, after[0])


def _tells(parser: Parser, clause: Clause) -> bool:
    """ "..., which sounds the same": what it always does, not what came of it ("which took the site down")."""
    said = set(parser.lows[clause.start : min(clause.end, clause.verb + 14)])
    lasting = clause.lemma in _KNOWN["telling_state"] or parser.lows[clause.verb].endswith("s")
    following = parser.lows[clause.verb + 1 : clause.verb + 2]
    return (
        lasting
        and following not in ([], ["why"], ["how"], ["when"])
        and (clause.negated or (_PLAIN.isdisjoint(said) and _JUDGED.isdisjoint(said)))
    )


def _led_to_it(parser: Parser, before: Clause, act: Clause) -> bool:
    """ "Because the lamp was out, the operator ...", "The console was down, so the operator ..."."""
    reason = before.opener in ("because", "since", "as") or (act.opener == "so" and before.opener == "")
    return reason and before.actor is Actor.THING and _explains(parser, before)


def _explains(parser: Parser, clause: Clause) -> bool:
    if (
        clause.actor is not Actor.THING
        or clause.subject is None
        or clause.modal in ("should", "must", "would", "ought")
    ):
        return clause.actor is Actor.NOBODY
    if clause.lemma in _KNOWN["feelings"] and _own_words(parser, clause):
        return False
    said = set(parser.lows[clause.start : min(clause.end, clause.verb + 14)])
    return clause.negated or not said & _PLAIN


def _own_words(parser: Parser, clause: Clause) -> bool:
    """ "because it annoyed him": a reason that is a mood."""
    return any(token.low in ("him", "her", "them", "me") for token in parser.tokens[clause.verb + 1 : clause.verb + 3])


def _is_state(parser: Parser, clause: Clause) -> bool:
    """A condition set beside the act ("... and the dry run does not evaluate triggers")."""
    if clause.subject is None or clause.modal or not _explains(parser, clause):
        return False
    words = set(parser.lows[max(clause.start - 4, 0) : clause.verb + 1])
    if words & _OUTCOMES or parser.lows[clause.subject.start] in ("that", "this", "which", "it"):
        return False
    verb = parser.lows[clause.verb]
    following = parser.lows[clause.verb + 1 : clause.verb + 2]
    if clause.lemma == "have" and following == ["to"]:
        return False  # "and three trains had to wait": what came of it
    if verb in ("was", "were") and "and" in words and not clause.negated:
        return False
    past = clause.perfect and "had" in words
    lasting = past or verb in _LASTING or verb.endswith("s") or words & {"is", "are", "has", "does", "do"}
    return bool(lasting) or clause.lemma in _KNOWN["telling_state"] or (clause.negated and not clause.passive)


_LASTING = frozenset({"is", "are", "has", "have", "shows", "show", "was", "were", "had", "'s"})


def _owing(deed: Deed) -> bool:
    """ "due to the fog", "because of a swapped label"; a lack of care is no such reason."""
    if _OWING_TO.isdisjoint(deed.parser.words):
        return False
    words = deed.tail[:24] + deed.parser.lows[deed.clause.verb + 1 : deed.clause.verb + 24]
    for k, word in enumerate(words):
        if word in _OWING_TO and words[k + 1 : k + 2] in (["to"], ["of"]):
            return not _PERSONAL_LACK.intersection(words[k + 2 : k + 8]) and not _own(words[k + 2 : k + 4])
    return False


_OWING_TO = frozenset({"due", "owing", "because"})


def _for_a_reason(deed: Deed) -> bool:
    """ "because both carry the same name": a reason in which no person stands, whatever its verb."""
    tokens, verb = deed.parser.tokens, deed.clause.verb
    if "because" not in deed.parser.words:
        return False
    for k in range(verb + 1, min(verb + 20, len(tokens))):
        if tokens[k].low != "because":
            continue
        words = {token.low for token in tokens[k : k + 16]}
        people = any(phrase.actor is not Actor.THING for phrase in deed.parser.phrases_from(k, 16))
        judged = any(clause.verb > k for clause in deed.parser.clauses_from(k, 16))
        return not (people or judged or words & _PLAIN or words & _PERSONAL_LACK)
    return False


def _own(words: list[str]) -> bool:
    return bool({"his", "her", "their", "my", "him"}.intersection(words))


def _by_the_book(deed: Deed) -> bool:
    """ "exactly as documented", "following the runbook", "as the card says"; not "without following"."""
    words = deed.tail
    if _CONFORMING.isdisjoint(words) or deed.clause.lemma in _KNOWN["straying"]:
        return False
    for k, word in enumerate(words[:-1]):
        if word in ("as", "per", "following", "to", "from", "by") and words[max(k - 1, 0)] not in (
            "without",
            "not",
            "instead",
        ):
            near = words[k + 1 : k + 4]
            if _CONFORMING.intersection(near) and not {"ignore", "skip", "avoid"}.intersection(near) and word != "to":
                return True
            if word == "to" and {"value", "setting", "settings"}.intersection(near) and _CONFORMING.intersection(words):
                return True
    return False


def strained(deed: Deed) -> bool:
    """ "after fourteen hours on shift", "while handling three pages": a condition told in passing."""
    words = deed.words
    at = next(
        (k for k, w in enumerate(words) if w in ("after", "under", "during", "amid", "among", "while", "in")), None
    )
    return at is not None and bool(_STRAIN.intersection(words[at : at + 6]))
