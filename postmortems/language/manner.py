"""How something was done: by mistake, without a look, against the rule, to save time, with the wrong thing."""

from __future__ import annotations

from postmortems.language.agents import Actor
from postmortems.language.deed import NONE, Deed
from postmortems.language.words import classes, verb_classes

_KNOWN = classes()
_BY = {
    "by": frozenset({"mistake", "accident", "error", "oversight", "carelessness", "negligence", "inattention"}),
    "in": frozenset({"haste", "error", "breach", "violation", "defiance", "anger", "ignorance", "contravention"}),
    "contrary": frozenset({"to"}),
    "spite": frozenset({"of"}),
    "against": _KNOWN["told"]
    | {"everything", "all"}
    | {"policy", "procedure", "protocol", "advice", "orders", "rules", "regulations", "better"},
    "into": frozenset({"skipping"}),
}
_AFTER = {
    "too": _KNOWN["hasty_degrees"],
    "for": frozenset({"fun", "convenience"}),
    "knowing": frozenset({"full", "that", "well", "he", "she", "they"}),
    "instead": frozenset({"of"}),
    "rather": frozenset({"than"}),
}
_OPENING = frozenset(  # every word that `_at` looks for
    {"without", "out", "to", "against", "before", "straight", "directly", "right", "for", *_BY, *_AFTER}
)
_UNTHOUGHT = _KNOWN["unguarded"] | _KNOWN["deliberation"] | {"preparation", "plan", "idea", "understanding", "reason"}
_PRODUCTION = frozenset({"main", "master", "prod", "production", "trunk", "live"})
_SAVED = frozenset({"time", "effort", "trouble", "face", "himself", "herself", "money", "minutes"})
_AVOIDED = classes()["dodged"]


def manner(deed: Deed) -> bool:
    """Is the act said to be careless, accidental, wrong, against the rule, self-serving, or done regardless?"""
    if deed.said & _KNOWN["manner"] or deed.said & {"regardless", "nonetheless"}:
        return True
    words = deed.words if _of_its_thing(deed) else deed.tail
    doers = (deed.clause.actor, deed.clause.by.actor if deed.clause.by else Actor.THING)
    if doers != (Actor.THING, Actor.THING) and (_ill_done(deed) or _poor_thing(deed) or _off_the_book(deed)):
        return True
    if _anywhere(words) or _fronted(deed):
        return True
    return wrong_thing(deed) or _conceded(deed) or _unseen(deed) or _imprudent(deed) or _miscounted(words)


def _of_its_thing(deed: Deed) -> bool:
    """ "believes that the timeout is too short": too short is the timeout, not who believes it."""
    if deed.clause.lemma not in _TELLING or "too" not in deed.tail:
        return False
    following = deed.parser.clauses[deed.index + 1 : deed.index + 2]
    return [clause.actor for clause in following] == [Actor.THING]


_TELLING = _KNOWN["mental"] | _KNOWN["mending"] | {"tell", "write", "feel", "suspect", "guess", "hear", "learn"}


def _off_the_book(deed: Deed) -> bool:
    """ "deviated from the agreed procedure", "departed from the plan"."""
    straying = deed.clause.lemma in _KNOWN["straying"] and deed.tail[:1] == ["from"]
    return straying and not _KNOWN["conforming"].isdisjoint(deed.tail[1:5])


def _fronted(deed: Deed) -> bool:
    """ "Without looking at the plan, she ...", "In his hurry, he ...": how it was done, told first."""
    clause, parser = deed.clause, deed.parser
    if clause.actor is Actor.THING or clause.carried or clause.subject is None or not clause.subject.start:
        return False
    begin = parser.clauses[deed.index - 1].verb + 1 if deed.index else 0
    front = parser.lows[max(begin, clause.subject.start - 14) : clause.subject.start]
    if front[-1:] != [","] and not _KNOWN["haste"].intersection(front):
        return False
    return _anywhere(front) or True in [_in_haste(front, k) for k, low in enumerate(front) if low in ("in", "out")]


def _in_haste(words: list[str], k: int) -> bool:
    """ "in her hurry", "out of sheer impatience"."""
    return words[k] in ("in", "out") and not _KNOWN["haste"].isdisjoint(words[k + 1 : k + 5])


def _ill_done(deed: Deed) -> bool:
    """ "handled it badly"; "used a badly documented call" says it of the call."""
    words = deed.words
    for k, word in enumerate(words):
        if word in _KNOWN["ill"]:
            return not (words[k + 1 : k + 2] and words[k + 1].endswith("ed"))
    return bool(_KNOWN["ill"].intersection(deed.clause.adverbs))


def _poor_thing(deed: Deed) -> bool:
    """ "wrote terrible SQL", "picked the riskiest option"."""
    return not _KNOWN["making"].isdisjoint(deed.lemmas) and not _KNOWN["poor_things"].isdisjoint(deed.words[:4])


def _anywhere(words: list[str]) -> bool:
    """Does a manner begin at any of the words?"""
    return True in [_at(words, k) for k, word in enumerate(words) if word in _OPENING]


def _at(words: list[str], k: int) -> bool:
    word, following = words[k], words[k + 1] if k + 1 < len(words) else ""
    if word == "without":
        return following.endswith("ing") or unthinking(words, k)
    if word in _BY and not _BY[word].isdisjoint(words[k + 1 : k + 3]):
        return True
    if word in _AFTER and following in _AFTER[word]:
        return True
    if word in ("out", "to"):
        moved = following == "of" and not _KNOWN["out_of"].isdisjoint(words[k + 2 : k + 5])
        return moved if word == "out" else _selfish(words, k)
    if word == "against":
        return not _PRODUCTION.isdisjoint(words[k + 1 : k + 4])
    if word == "before":
        return following in _KNOWN["prudent"] or _too_early(words[k + 1 : k + 9])
    if word in ("straight", "directly", "right") and following in ("to", "into", "on"):
        return not _PRODUCTION.isdisjoint(words[k : k + 4])
    return words[k : k + 3] == ["for", "no", "reason"]


def _unseen(deed: Deed) -> bool:
    """ "pushed a hotfix nobody had reviewed"."""
    after = deed.parser.clauses[deed.index + 1 : deed.index + 2]
    return bool(after) and after[0].actor is Actor.NOBODY and "watch" in verb_classes().get(after[0].lemma, NONE)


def _conceded(deed: Deed) -> bool:
    """ "signed the report although half of the cases had not been run": done against what was known."""
    after = deed.parser.clauses[deed.index + 1 : deed.index + 2]
    if not after or _KNOWN["mending"].intersection(deed.lemmas) or _KNOWN["stative"].intersection(deed.lemmas):
        return False
    return after[0].opener in ("although", "though") and deed.clause.actor is not Actor.THING


def _too_early(words: list[str]) -> bool:
    """ "before the freeze was lifted", "before the backup had finished"."""
    return bool({"was", "were", "had", "has"}.intersection(words)) and not {"he", "she", "they", "i", "it"} & set(
        words[:1]
    )


def _selfish(words: list[str], k: int) -> bool:
    """ "to save time", "to get home": a motive held against somebody."""
    verb, rest = "".join(words[k + 1 : k + 2]), words[k + 2 : k + 5]
    if verb == "save":
        return bool(_SAVED.intersection(rest))
    if verb in ("avoid", "skip", "dodge", "escape"):
        return bool(_AVOIDED.intersection(rest))
    if verb in ("go", "get", "leave"):
        return rest[:1] in (["home"], ["early"], ["away"]) or rest[:2] == ["it", "done"]
    return verb in ("impress", "charge") and bool({"his", "her", "their", "the"}.intersection(rest[:1]))


def unthinking(words: list[str], k: int) -> bool:
    """ "without [so much as] a second look": what only somebody who thinks could have left out."""
    for word in words[k + 1 : k + 6]:
        if word in _UNTHOUGHT:
            return True
        if word not in _KNOWN["small"]:
            return False
    return False


def wrong_thing(deed: Deed) -> bool:
    """ "pulled the wrong cable"; who found the bad cable, or did nothing wrong, is honest."""
    if _KNOWN["mending"].intersection(deed.lemmas) or "nothing" in deed.words[:2] or _anyone_who(deed):
        return False
    return bool(_KNOWN["bad"].intersection(deed.words[:14] + deed.tail[:5]) - {"failing"})


def _anyone_who(deed: Deed) -> bool:
    """ "Anyone who follows the guide ends up on the wrong host": what happens to all is the guide's."""
    return deed.subject[:1] in (["anyone"], ["anybody"], ["everyone"], ["everybody"], ["whoever"])


def _miscounted(words: list[str]) -> bool:
    """ "ten times the usual dose", "one zero too many", "paid the same invoice twice"."""
    if "twice" in words:
        return "same" in words[: words.index("twice")]
    for a, w, b in zip(words, words[1:], words[2:], strict=False) if "for" in words else ():
        if a[:1].isdigit() and w == "for" and b[:1].isdigit():
            return True  # "typed 1,000 for 100"
    if "times" in words:
        return bool({"usual", "normal", "intended", "prescribed", "correct", "right"}.intersection(words))
    return "extra" in words and bool({"zero", "digit", "character", "space", "letter"}.intersection(words))


def _imprudent(deed: Deed) -> bool:
    if deed.parser.lows[0] == "instead" and deed.clause.actor is not Actor.THING and deed.index == 0:
        return True
    if "despite" in deed.parser.words and _KNOWN["told"] & deed.parser.words:
        return True
    if deed.tail[:1] == ["to"] and "fail" in verb_classes().get("".join(deed.tail[1:2]), NONE):
        return True
    return _exposed(deed) or _decided_badly(deed)


def _exposed(deed: Deed) -> bool:
    """Secrets made public, a red build shipped, production changed by hand."""
    words = set(deed.words)
    secret = words & {"credentials", "secret", "password", "passwords", "key", "keys", "token", "secrets", "data"}
    if secret and "public" in words:
        return True
    if deed.clause.lemma in ("merge", "push", "deploy", "release", "ship") and "failing" in words:
        return True
    return "hand" in words and "by" in words and bool(words & (_PRODUCTION | {"cluster", "database"}))


def _decided_badly(deed: Deed) -> bool:
    """ "elected to continue", "refused to wait", "insisted on doing it by hand"."""
    deciding = deed.clause.lemma in ("decide", "elect", "opt", "choose", "attempt") and deed.tail[:1] == ["to"]
    if deciding and _KNOWN["fateful"].intersection(deed.lemmas[1:]):
        return True
    if deed.clause.lemma == "refuse" and any("watch" in verb_classes().get(lemma, NONE) for lemma in deed.lemmas[1:]):
        return True
    if deed.clause.lemma in ("decide", "insist", "choose", "prefer", "refuse"):
        return bool(
            set(deed.words) & {"manually", "instead", "rather", "hand", "not", "fastest", "over", "ignore", "skip"}
        )
    return False


def damage(deed: Deed) -> bool:
    """Does the verb, with what follows it, say that something was broken, lost or left open?"""
    lemma, words = deed.lemmas[-1], deed.words
    if "harm" in deed.kinds:
        return True
    if lemma in ("rush", "hurry"):
        return lemma != deed.clause.lemma or words[:1] != ["to"]
    if lemma == "cause" and words[:1] in (["this"], ["it"], ["all"], ["everything"]):
        return "to" not in words[:3]
    if lemma in ("take", "bring", "knock", "pull"):
        taken_back = lemma == "take" and not _PUBLISHED.isdisjoint(words[:3])  # "took the page down"
        return "down" in words[:1] or ("down" in words[2:4] and not taken_back)
    if lemma == "leave":
        if "on" in deed.tail[1:9]:
            k = deed.tail.index("on", 1)
            return deed.tail[k + 1 : k + 2] in ([], ["."], ["overnight"], ["for"], ["while"], ["when"], [","])
        return bool(_LEFT.intersection(deed.tail[0 if deed.clause.passive else 1 : 9]))
    return bool(_spoiled(lemma).intersection(deed.tail[:8]))


_LEFT = classes()["left_so"]
_PUBLISHED = frozenset(
    {"page", "post", "article", "listing", "notice", "advert", "ad", "video", "banner", "sign", "poster"}
)


def _spoiled(lemma: str) -> frozenset[str]:
    """What a verb does harm with ("made worse", "left open", "caused an outage")."""
    if lemma in ("introduce", "cause", "create", "trigger", "provoke"):
        return _KNOWN["defects"]
    if lemma in ("make", "commit"):
        return _MADE
    return _SPOILED.get(lemma, NONE)


_MADE = _KNOWN["failing_nouns"] | {"typo", "worse", "longer", "mess", "hash", "shambles"}
_SPOILED = {
    "lose": _KNOWN["losable"],
    "sleep": frozenset({"through"}),
    "let": frozenset({"lapse", "expire", "drop", "rot", "go", "slip", "run"}),
    "shoot": frozenset({"down"}),
    "run": frozenset({"aground"}),
    "lock": frozenset({"everyone", "everybody", "us"}),
}
