"""What is said of one person: a failing, a slip, harm, a duty left undone, a verdict, or plain work."""

from __future__ import annotations

from postmortems.language.agents import Actor
from postmortems.language.conduct import absent, heedless, lost_nerve, rubbish, self_serving, without_sense
from postmortems.language.deed import NONE, Deed
from postmortems.language.duties import undone
from postmortems.language.excuse import excused, strained
from postmortems.language.manner import damage, manner
from postmortems.language.quality import passing, verdict_words
from postmortems.language.speech import verb_of
from postmortems.language.told import told
from postmortems.language.verdict import Level
from postmortems.language.words import classes

Judgement = tuple[str, Level]
_KNOWN = classes()
_MODALS = _KNOWN["modals"] - {"shall"}
_FORBIDDING = frozenset({"must", "shall", "may"})  # "an approver must not approve their own file" is a rule
STALE = classes()["stale"]


def individual(deed: Deed, *, known: bool = True) -> Judgement | None:
    """A named, described or unnamed person, or oneself, as the subject of a verb.

    ``known`` is False for a name that no list holds and that may be a company or a product.
    """
    clause, verdicts = deed.clause, verdict_words(deed)
    if clause.passive and not verdicts:
        return told(deed)
    if (senseless := without_sense(deed)) and not excused(deed):
        return senseless
    if clause.negated:
        return None if clause.modal in _FORBIDDING and not clause.perfect else undone(deed)
    if verdicts:
        return None if passing(verdicts) and (excused(deed) or _loaded(deed)) else ("verdict", Level.BLAME)
    if clause.modal == "must" and clause.perfect:  # "must have pasted it": a guess at what somebody did
        return _acted(deed, known)
    return None if clause.modal in _MODALS else _acted(deed, known)


def _loaded(deed: Deed) -> bool:
    """ "was distracted by three pages": the load is the condition."""
    return "by" in deed.tail[:3] and not _KNOWN["loads"].isdisjoint(deed.tail[1:7])


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
    return not (_SHORT.isdisjoint(deed.tail[:3]) or _WANTED.isdisjoint(deed.tail[:5]))


_SHORT = _KNOWN["shortage"] | {"no", "little", "lack", "zero"}
_WANTED = _KNOWN["pure_qualities"] | _KNOWN["lacking"]


def _rested(deed: Deed) -> bool:
    """ "had slept three hours": how much rest there was is a condition."""
    return deed.clause.lemma == "sleep" and bool({"hours", "hour", "nights"}.intersection(deed.tail[:5]))


def _misdeed(deed: Deed) -> Judgement | None:
    clause, first = deed.clause, deed.words[:1]
    if damage(deed) and "fail" not in deed.kinds:
        return ("manner", Level.BLAME)
    elsewhere = "distract" in deed.kinds and not _rested(deed)
    if elsewhere or clause.lemma in _KNOWN["nerves"] or absent(deed) or lost_nerve(deed):
        return ("verdict", Level.BLAME)
    if (clause.lemma == "do" and heedless(deed)) or self_serving(deed):
        return ("verdict" if clause.lemma == "do" else "mind", Level.BLAME)
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
        if deed.parser.timed and not muted:
            return None
        return ("manner", Level.BLAME if "off" not in deed.tail[:5] or muted else Level.COACH)
    turned = clause.lemma not in ("turn", "switch", "shut", "close") or "off" in words or "down" in words
    ran = clause.lemma in ("run", "execute", "issue", "type", "enter", "fire") and _KNOWN["commands"].intersection(
        words[:6]
    )
    if not (_KNOWN["destroying"].intersection(deed.lemmas) and len(words) > 1) and not (muted and turned) and not ran:
        return None
    if STALE.intersection(words[:6]) or clause.lemma in (
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
    words = set(parser.lows[outer.subject.start : outer.subject.end]) if outer.subject else NONE
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
    if clause.carried or deed.subject[-1:] in (["user"], ["you"], ["customer"], ["client"], ["caller"], ["patient"]):
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
        which = later.opener == "relative" and deed.parser.lows[max(later.start - 1, 0)] in ("which", ",")
        hurts = later.lemma in _HARMING and (later.lemma != "lead" or deed.parser.words & _KNOWN["defects"])
        if which and hurts and not later.negated and deed.clause.lemma not in _KNOWN["helping"]:
            return ("possessed", Level.COACH)
    return None
