"""What is said of one person: a failing, a slip, harm, a duty left undone, a verdict, or plain work."""

from __future__ import annotations

from postmortems.language.agents import Actor
from postmortems.language.conduct import absent, heedless, lost_nerve, rubbish, without_sense
from postmortems.language.deed import NONE, Deed
from postmortems.language.excuse import excused, strained
from postmortems.language.manner import damage, manner
from postmortems.language.quality import not_good, passing, verdict_words
from postmortems.language.speech import verb_of
from postmortems.language.verdict import Level
from postmortems.language.words import classes, verb_classes

Judgement = tuple[str, Level]
_KNOWN = classes()
_MODALS = _KNOWN["modals"] - {"shall"}
_FORGIVEN = ("will", "won't", "'ll", "would", "wouldn't", "can", "may")
_STALE = classes()["stale"]


def individual(deed: Deed, *, known: bool = True) -> Judgement | None:
    """A named, described or unnamed person, or oneself, as the subject of a verb.

    ``known`` is False for a name that no list holds and that may be a company or a product.
    """
    clause, verdicts = deed.clause, verdict_words(deed)
    if clause.passive and not verdicts:
        return _told(deed)
    if (senseless := without_sense(deed)) and not excused(deed):
        return senseless
    if clause.negated:
        return undone(deed)
    if verdicts:
        return None if passing(verdicts) and (excused(deed) or _loaded(deed)) else ("verdict", Level.BLAME)
    if clause.modal == "must" and clause.perfect:  # "must have pasted it": a guess at what somebody did
        return _acted(deed, known)
    return None if clause.modal in _MODALS else _acted(deed, known)


def _loaded(deed: Deed) -> bool:
    """ "was distracted by three pages": the load is the condition."""
    return "by" in deed.tail[:3] and not _KNOWN["loads"].isdisjoint(deed.tail[1:7])


def _told(deed: Deed) -> Judgement | None:
    """ "had been told twice", "is found to have breached": a polite way to say that it was somebody's own doing."""
    clause = deed.clause
    skill = deed.parser.tokens[clause.verb].low
    if clause.negated and (clause.lemma == "trust" or skill in _KNOWN["good"]):
        return ("verdict", Level.BLAME)
    if clause.lemma in _FOUND and (found := _found(deed)):
        return found
    if clause.lemma in ("suppose", "mean", "allow", "permit") and deed.words[:1] == ["to"]:
        verb = verb_of("".join(deed.words[1:2]))
        watched = verb is not None and "watch" in verb_classes().get(verb[0], NONE)
        owed = clause.lemma in ("suppose", "mean") and (clause.negated or watched)
        return ("duty", Level.BLAME) if owed and not excused(deed) else None
    warned = clause.lemma in ("tell", "warn", "remind", "instruct", "caution", "brief") and not clause.negated
    hinted = deed.said & _KNOWN["hints"] or ("than" in deed.words and "once" in deed.said)
    heeded = clause.lemma in ("warn", "remind", "caution") and clause.perfect and "that" not in deed.words[:2]
    return ("duty", Level.BLAME) if warned and (hinted or heeded) and not excused(deed) else None


_FOUND = classes()["finding_verbs"]


def _found(deed: Deed) -> Judgement | None:
    words = deed.tail
    skip = 2 if words[:2] == ["to", "have"] else 1 if words[:1] == ["to"] else 0
    verb = verb_of(words[skip]) if skip < len(words) else None
    if deed.clause.lemma == "catch" and verb and "ing" in verb[1]:
        return ("failing", Level.BLAME)
    bad = verb is not None and skip and {"fail", "harm", "strong", "slip"} & verb_classes().get(verb[0], NONE)
    return ("failing", Level.BLAME) if bad and not deed.clause.negated else None


def undone(deed: Deed) -> Judgement | None:
    """What somebody did not do, was not, or never does."""
    clause, lows = deed.clause, [t.low for t in deed.parser.tokens[deed.clause.start : deed.clause.verb + 1]]
    if _KNOWN["impossible"].intersection(lows) or clause.modal in _FORGIVEN:
        return None
    if not_good(deed):
        return None if excused(deed) else ("verdict", Level.BLAME)
    if clause.lemma in _NO_DUTY or clause.opener in ("if", "had") or _described(deed):
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
    lows = {token.low for token in deed.parser.tokens[deed.clause.start : deed.clause.verb + 1]}
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


def _harmless(deed: Deed) -> bool:
    """ "did not break anything", "did not forget the step", "did not cause it"."""
    return bool(deed.kinds & {"harm", "slip", "strong"}) or ("fail" in deed.kinds and deed.clause.lemma != "mess")


def _acted(deed: Deed, known: bool) -> Judgement | None:
    clause = deed.clause
    reason = excused(deed)
    if "strong" in deed.kinds:
        return ("failing", Level.COACH if reason else Level.BLAME)
    if clause.lemma == "lack":
        short = _KNOWN["qualities"].intersection(deed.tail[:6]) and not reason
        return ("verdict", Level.BLAME) if short else None
    if not reason and _withheld(deed):
        return ("duty", Level.BLAME)
    if rubbish(deed) or _shown(deed):
        return ("verdict", Level.BLAME)
    if reason:
        return None
    found = _misdeed(deed) or (None if _as_shown(deed) else _destroyed(deed))
    if found:
        return (found[0], Level.COACH) if strained(deed) else found
    return _as_cause(deed) or (_consequence(deed) or _offhand(deed) if known else None)


def _withheld(deed: Deed) -> bool:
    """ "paid no attention", "made no backup", "documented nothing"."""
    if deed.clause.lemma not in _KNOWN["withholding"] or deed.tail[:1] not in (["no"], ["little"], ["nothing"]):
        return False
    return _KNOWN["harmless_none"].isdisjoint(deed.tail[1:4])


def _shown(deed: Deed) -> bool:
    """ "showed poor judgement", "displayed no initiative"."""
    if deed.clause.lemma not in _KNOWN["showing"]:
        return False
    short = {"no", "little", "lack", "zero"}.union(_KNOWN["shortage"]).intersection(deed.tail[:3])
    return bool(short) and bool((_KNOWN["pure_qualities"] | _KNOWN["lacking"]).intersection(deed.tail[:5]))


def _misdeed(deed: Deed) -> Judgement | None:
    clause, first = deed.clause, deed.words[:1]
    if damage(deed) and "fail" not in deed.kinds:
        return ("manner", Level.BLAME)
    if "distract" in deed.kinds or clause.lemma in _KNOWN["nerves"] or absent(deed) or lost_nerve(deed):
        return ("verdict", Level.BLAME)
    if clause.lemma == "do" and heedless(deed):
        return ("verdict", Level.BLAME)
    failed = (clause.lemma == "fail" and first in (["to"], ["in"])) or "fail" in deed.kinds or damage(deed)
    if failed or heedless(deed) or (clause.lemma == "keep" and clause.opener and first and first[0].endswith("ing")):
        return ("failing", Level.BLAME)
    if clause.lemma in ("pressure", "force", "bully", "coerce", "talk") and "into" in deed.tail:
        return ("failing", Level.BLAME)
    if manner(deed):
        return ("manner", Level.BLAME)
    if deed.said & _KNOWN["puzzled"] and clause.lemma not in _KNOWN["mending"]:
        return ("manner", Level.COACH)
    return ("assumed", Level.COACH) if clause.lemma in _ASSUMING and not clause.perfect else None


_ASSUMING = frozenset({"assume", "presume", "guess", "suppose", "reckon"})


def _destroyed(deed: Deed) -> Judgement | None:
    """ "deleted the volume", "turned off the alarms", told with no purpose and no reason."""
    clause, words = deed.clause, deed.tail[:9]
    muted = clause.lemma in _KNOWN["undoing"] and _KNOWN["precious"].intersection(words[:5])
    if clause.lemma in ("turn", "switch", "set", "put") and {"silent", "mute", "zero", "off"}.intersection(
        deed.tail[:5]
    ):
        return ("manner", Level.BLAME if "off" not in deed.tail[:5] or muted else Level.COACH)
    turned = clause.lemma not in ("turn", "switch", "shut", "close") or "off" in words or "down" in words
    ran = clause.lemma in ("run", "execute", "issue", "type", "enter", "fire") and _KNOWN["commands"].intersection(
        words[:6]
    )
    if not (_KNOWN["destroying"].intersection(deed.lemmas) and len(words) > 1) and not (muted and turned) and not ran:
        return None
    if _STALE.intersection(words[:6]) or clause.lemma in (
        "restart",
        "reset",
        "reboot",
        "close",
        "lock",
        "stop",
        "pull",
    ):
        return None
    purpose = {"to", "after", "for", "until", "when", "once"}.intersection(deed.tail) or any(
        c.isdigit() for c in " ".join(deed.tail)
    )
    return ("manner", Level.COACH if purpose or clause.actor is Actor.SELF or clause.opener else Level.BLAME)


def _as_cause(deed: Deed) -> Judgement | None:
    """ "The root cause was that Yara applied the patch": plain work, named as the cause."""
    clause, parser = deed.clause, deed.parser
    if clause.opener != "relative" or not deed.index or _KNOWN["stative"].intersection(deed.lemmas):
        return None
    outer = parser.clauses[deed.index - 1]
    words = {t.low for t in parser.tokens[outer.subject.start : outer.subject.end]} if outer.subject else NONE
    return ("cause", Level.BLAME) if outer.lemma == "be" and words & _CAUSE_NOUNS else None


def _as_shown(deed: Deed) -> bool:
    """ "pulled the plug that the label named": what was acted on had been pointed at by a thing."""
    after = deed.parser.clauses[deed.index + 1 : deed.index + 2]
    words = deed.tail[:10]
    if any(w in ("that", "which") and words[k + 1 : k + 2] in (["the"], ["a"], ["its"]) for k, w in enumerate(words)):
        return True
    if not after or after[0].opener != "relative" or after[0].subject is None or after[0].actor is not Actor.THING:
        return False
    return deed.parser.tokens[after[0].subject.start - 1].low in ("that", "which") and after[0].subject.start > 0


def _offhand(deed: Deed) -> Judgement | None:
    """ "simply closed the ticket"; and work that is neither help nor report, told with nothing beside it."""
    clause, verb = deed.clause, deed.parser.tokens[deed.clause.verb]
    if clause.carried or deed.subject[-1:] in (["user"], ["you"]):
        return None
    if clause.opener or clause.actor is Actor.SELF or clause.lemma in _KNOWN["helping"] or deed.parser.timed:
        return None
    offhand = bool(deed.said & {"just", "simply"})
    if clause.lemma in _KNOWN["neutral"]:
        return ("manner", Level.COACH) if offhand and not _KNOWN["mending"].intersection(deed.lemmas) else None
    known = verb_of(verb.low)
    if _as_shown(deed):
        return None
    acting = known is not None and "past" in known[1]
    if not acting or len(deed.tail) < 2 or _KNOWN["stative"].intersection(deed.lemmas):
        return None
    return ("manner", Level.BLAME if offhand else Level.COACH)


_CAUSE_NOUNS = frozenset({"cause", "reason", "problem", "culprit", "trigger", "fault"})
_HARMING = classes()["harming"]


def _consequence(deed: Deed) -> Judgement | None:
    """ "ran the job, which took the site down": the outcome hangs on the hand."""
    following = deed.parser.clauses[deed.index + 1 : deed.index + 2]
    for later in following:
        which = later.opener == "relative" and deed.parser.tokens[max(later.start - 1, 0)].low in ("which", ",")
        hurts = later.lemma in _HARMING and (later.lemma != "lead" or deed.parser.words & _KNOWN["defects"])
        if which and hurts and not later.negated and deed.clause.lemma not in _KNOWN["helping"]:
            return ("possessed", Level.COACH)
    return None
