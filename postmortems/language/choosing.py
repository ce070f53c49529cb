"""Which family of questions a finding opens: told by the act, else by the judging word, else by the rule."""

from __future__ import annotations

from postmortems.language.act import Act
from postmortems.language.agents import Actor
from postmortems.language.alone import alone
from postmortems.language.done import done
from postmortems.language.facts import activity, fact
from postmortems.language.fitting import by_head, fitting
from postmortems.language.frames import families
from postmortems.language.kinds import sound
from postmortems.language.labels import label, of_label, trains
from postmortems.language.lists import complements, nouns
from postmortems.language.story import Story, known
from postmortems.language.undone import undone

_SUPPLIERS = frozenset({"vendor", "supplier", "vendors", "suppliers", "provider"})
_WORKED_ON = frozenset({"on", "with", "over"})
_MENTAL = frozenset({"look", "know", "think"})
_SEEING = frozenset(
    {"know", "see", "look", "watch", "notice", "read", "miss", "realise", "realize", "recognise", "learn"}
)
_THINGLESS = frozenset(
    {"call", "ask", "changed", "changed-alone", "view-alone", "panic", "tell", "assume", "field", "instead"}
)
_BY_RULE = {
    "cause": "possible", "manner": "possible", "agent": "possible", "agentless": "possible", "nominal": "slip",
    "possessed": "effect", "assumed": "assume", "mind": "know", "vague": "moment", "verdict": "decide",
}  # fmt: skip


def family_of(story: Story) -> str:
    """The name of the family in ``frames.txt``."""
    if story.act is None and (done_at := activity(story)):
        story.thing = done_at
        return "activity"
    if story.rule in ("weak", "luck"):
        return fitting(story.rule, story.near())
    if fact(story):
        return "fact"
    if story.rule == "person":
        name = _of_plain_act(story) or _looked_on(story)
    else:
        name = _of_thing(story) or _of_act(story) or of_label(story) or _of_rule(story)
    return alone(story) if name == "view-alone" else name


def _of_plain_act(story: Story) -> str:
    """No rule has read this clause: what was done is asked about where it was done to a thing that stands firm."""
    thing = story.act.thing if story.act else None
    return _of_act(story) if thing and sound(thing.head) else ""


def _looked_on(story: Story) -> str:
    """Only what somebody knew, or did not, can be asked how it could be seen; signals ask by themselves."""
    thing, act = story.near(), story.act
    if thing is None or (act and act.thing is thing and not act.undone):
        return "view-alone"
    if act and act.thing is thing:
        return by_head(thing, "view")
    if story.rule in ("contempt", "verdict") and thing.start and story.parser.lows[thing.start - 1] in _WORKED_ON:
        return "care"  # "dropped the ball on the certificate"
    seen = story.clause is not None and story.clause.lemma in _SEEING
    return "signal" if thing.head in nouns()["signals"] else "view" if seen else "view-alone"


def lead_of(story: Story) -> str:
    """The family that asks first, where the tone is its own: oneself, a supplier, training, punishment."""
    if story.rule == "self":
        return fitting("self", story.near())
    if _relied_on(story):
        return fitting("supplier", story.near())
    if story.rule == "punitive":
        return fitting("train" if trains(story) else "discipline", story.near())
    return ""


def _relied_on(story: Story) -> bool:
    act = story.act
    if act and ((act.thing and act.thing.wrong) or (act.spot and act.spot.wrong)):
        return False  # what tells the right port from the wrong one is ours to know
    subject = story.clause.subject if story.clause else None
    lows = set(story.parser.lows[subject.start : subject.end]) if subject else set()
    return bool(lows & _SUPPLIERS) and subject is not None and subject.actor is not Actor.THING


def _of_thing(story: Story) -> str:
    """Some things say by themselves what to ask: documentation, a renewal, what somebody had been told."""
    thing, clause = story.near(), story.clause
    if thing is None:
        return ""
    acted = story.act is not None and story.act.thing is not None and not story.act.undone
    if thing.head in ("documentation", "docs") and not acted and label(story) in ("decide", "postpone", "care", ""):
        return "docs"
    heard = clause is not None and (story.act is None or story.act.verb == clause.lemma)
    if clause and heard and clause.passive and clause.lemma in ("tell", "warn", "remind") and story.rule == "duty":
        return "tell"
    if thing.head in nouns()["renewals"] and story.rule not in ("self", "punitive", "mind"):
        return "renewal"
    if label(story) == "slow" and story.act and story.act.thing and story.act.verb != "leave":
        return "slow"
    return "know" if clause and clause.lemma == "be" and label(story) == "know" else ""


def _of_act(story: Story) -> str:
    act = story.act
    if act and act.undone and act.thing and (act.verb == "care" or _seriously(story, act)):
        return "risk"
    if act is None or _entrusted(act):
        return ""
    if act.verb in complements()["silent"] and not (act.undone and (act.thing or act.when) and act.verb in _MENTAL):
        return ""
    name = undone(story, act, known(act)) if act.undone else done(story, act, known(act))
    own = act.thing or (act.against and story.thing is act.against)
    return name if own or name in _THINGLESS else _without_thing(story, act, name)


def _entrusted(act: Act) -> bool:
    """ "Cannot be trusted with the cabinet": said of somebody, and no thing was relied on."""
    return act.verb == "trust" and not act.thing


def _seriously(story: Story, act: Act) -> bool:
    """ "had not taken the freeze seriously"."""
    return act.verb == "take" and "seriously" in story.parser.lows[act.at : act.at + 8]


def _without_thing(story: Story, act: Act, name: str) -> str:
    """No thing stands behind the verb: what it went without counts, or where it was done, else what stands near."""
    if act.without and not act.undone:
        story.thing = story.acts.without_thing(act.at)
        return "without"
    if name in ("check", "read") and act.undone and not act.spot:
        return "check-alone" if act.when else ""
    if act.spot and act.undone and label(story) == "owner":
        return of_label(story)
    if act.spot:
        story.thing = act.spot
        faint = "view" if act.verb in complements()["faint"] else "place"
        beside = "with-alone" if act.place.startswith("with ") else faint
        return "wrong-plain" if act.spot.wrong else "view" if act.undone else beside
    if f"{name}-alone" in families() and story.near() is None:
        return f"{name}-alone"
    writing = act.verb in ("document", "write", "record", "log") and act.undone
    return fitting("write", story.near()) if writing else ""


def _of_rule(story: Story) -> str:
    thing = story.near()
    if thing and thing.wrong:
        return "wrong-plain"
    if thing and thing.head in nouns()["signals"] and story.rule in ("manner", "cause", "agent", "verdict"):
        return "signal"
    if story.rule in _BY_RULE:
        chosen = story.rule != "verdict" or (story.act and story.act.thing) or label(story) == "decide"
        return fitting(_BY_RULE[story.rule], thing if chosen else None)
    return _looked_on(story)
